package org.bitcraps.checker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A recorded run.
 *
 * <pre>
 *   genesis.bin              canonical bytes
 *   submitted.bin            frames: every order that a client sent, with its signature
 *   answers.jsonl.gz         every answer, see {@link Answers}
 *   &lt;gateway&gt;/blocks.bin     frames of docs/wire.md, "blocks.bin", without its header; ascending
 *   &lt;gateway&gt;/leaves.bin     frames: sequence, then the list of framed result leaves; ascending
 * </pre>
 */
final class History implements Closeable {

  private final Path folder;
  private final Genesis genesis;
  private final SortedMap<String, Frames<Block>> blocks = new TreeMap<>();
  private final SortedMap<String, Frames<LeavesOf>> leaves = new TreeMap<>();

  private History(Path folder, Genesis genesis) {
    this.folder = folder;
    this.genesis = genesis;
  }

  /**
   * Opens it.
   *
   * @throws IOException if a file is missing
   */
  static History open(Path folder) throws IOException {
    History history =
        new History(folder, Genesis.of(Files.readAllBytes(folder.resolve("genesis.bin"))));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path gateway : files.filter(Files::isDirectory).sorted().toList()) {
        String name = gateway.getFileName().toString();
        history.blocks.put(name, new Frames<>(gateway.resolve("blocks.bin"), Block::notice));
        history.leaves.put(name, new Frames<>(gateway.resolve("leaves.bin"), LeavesOf::read));
      }
    }
    if (history.blocks.isEmpty()) {
      throw new IOException("no gateway's folder in " + folder);
    }
    return history;
  }

  Genesis genesis() {
    return genesis;
  }

  Path answers() {
    return folder.resolve("answers.jsonl.gz");
  }

  /** Digests over each signed order and its signature: what clients really sent. */
  Set<Id> submitted() throws IOException {
    Set<Id> submitted = new HashSet<>();
    try (Frames<Id> frames =
        new Frames<>(folder.resolve("submitted.bin"), octets -> Id.of(Hash.sha(octets.rest())))) {
      for (Optional<Id> one = frames.take(); one.isPresent(); one = frames.take()) {
        submitted.add(one.get());
      }
    }
    return submitted;
  }

  /** What each gateway showed of one place. */
  record Shown(
      long sequence, SortedMap<String, Block> blocks, SortedMap<String, LeavesOf> leaves) {}

  /** The lowest place that any gateway still has something of; empty at the end. */
  Optional<Shown> next() throws IOException {
    long sequence = Long.MAX_VALUE;
    for (Frames<Block> frames : blocks.values()) {
      sequence = Math.min(sequence, frames.peek().map(Block::sequence).orElse(Long.MAX_VALUE));
    }
    if (sequence == Long.MAX_VALUE) {
      return Optional.empty();
    }
    Shown shown = new Shown(sequence, new TreeMap<>(), new TreeMap<>());
    for (String gateway : blocks.keySet()) {
      Frames<Block> ofBlocks = blocks.get(gateway);
      if (ofBlocks.peek().isPresent() && ofBlocks.peek().get().sequence() == sequence) {
        shown.blocks().put(gateway, ofBlocks.take().get());
      }
      Frames<LeavesOf> ofLeaves = leaves.get(gateway);
      while (ofLeaves.peek().isPresent() && ofLeaves.peek().get().sequence() < sequence) {
        ofLeaves.take();
      }
      if (ofLeaves.peek().isPresent() && ofLeaves.peek().get().sequence() == sequence) {
        shown.leaves().put(gateway, ofLeaves.take().get());
      }
    }
    return Optional.of(shown);
  }

  @Override
  public void close() throws IOException {
    for (Frames<?> frames : blocks.values()) {
      frames.close();
    }
    for (Frames<?> frames : leaves.values()) {
      frames.close();
    }
  }
}
