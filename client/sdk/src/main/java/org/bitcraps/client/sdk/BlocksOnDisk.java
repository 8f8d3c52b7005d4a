package org.bitcraps.client.sdk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.replay.BlocksFile;
import org.bitcraps.evidence.replay.BlocksReader;
import org.bitcraps.evidence.replay.Replay;
import org.bitcraps.evidence.replay.ReplayCount;
import org.bitcraps.evidence.replay.ReplayFault;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/** The files of {@link BitcrapsClient#downloadBlocks}, replayed on the player's machine. */
public final class BlocksOnDisk {

  private static final int BUFFER_BYTES = 1 << 16;

  private BlocksOnDisk() {}

  /**
   * What came of a replay.
   *
   * @param fault why it stopped; empty if everything holds
   * @param file in which file it stopped, or the last one
   * @param count what was seen up to there; empty if not even the first header was good
   */
  public record Outcome(Optional<ReplayFault> fault, Path file, Optional<ReplayCount> count) {

    /** Whether everything holds. */
    public boolean isVerified() {
      return fault.isEmpty();
    }
  }

  /**
   * Executes the chain again from its genesis, believing the chain id and nothing else.
   *
   * @param files the first begins with block 1, each other one where the one before ends
   * @param progress is told after every block
   * @throws IOException if a file is not there or cannot be read
   */
  public static Outcome replay(List<Path> files, ChainId trusted, Consumer<Replay> progress)
      throws IOException {
    Replay replay =
        new Replay(trusted, new Verifier(Schemes.best().scheme()), new BouncyKeyCheck());
    boolean begun = false;
    for (Path file : files) {
      Optional<ReplayFault> fault = replay(file, replay, progress);
      begun |= replay.isBegun();
      if (fault.isPresent()) {
        return new Outcome(fault, file, begun ? Optional.of(replay.count()) : Optional.empty());
      }
    }
    return new Outcome(Optional.empty(), files.get(files.size() - 1), Optional.of(replay.count()));
  }

  private static Optional<ReplayFault> replay(Path file, Replay replay, Consumer<Replay> progress)
      throws IOException {
    try (InputStream in = open(file)) {
      return replay(in, replay, progress);
    }
  }

  /** One file to its end, wherever it comes from; empty if everything holds. */
  static Optional<ReplayFault> replay(InputStream in, Replay replay, Consumer<Replay> progress)
      throws IOException {
    BlocksReader reader = new BlocksReader(replay);
    while (reader.wanted() > 0) {
      Optional<ReplayFault> fault = reader.take(in.readNBytes(reader.wanted()));
      if (fault.isPresent()) {
        return fault;
      }
      if (replay.isBegun()) {
        progress.accept(replay);
      }
    }
    return in.read() < 0 ? replay.end() : replay.surplus();
  }

  /**
   * The chain that a file claims to be of: to show, not to trust.
   *
   * @return empty if it is no such file
   * @throws IOException if it is not there or cannot be read
   */
  public static Optional<ChainId> claimedChain(Path file) throws IOException {
    try (InputStream in = open(file)) {
      if (!BlocksFile.isPreamble(in.readNBytes(BlocksFile.PREAMBLE_BYTES))) {
        return Optional.empty();
      }
      byte[] header = in.readNBytes(length(in));
      return Optional.of(
          Decoder.decode(header, BlocksFile.HEADER_BYTES_MAX, BlocksFile.Header::decode)
              .genesis()
              .chainId());
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static int length(InputStream in) throws IOException {
    int length =
        Decoder.decode(
            in.readNBytes(BlocksFile.LENGTH_BYTES),
            BlocksFile.LENGTH_BYTES,
            bytes -> bytes.u31("length"));
    MalformedException.require(length <= BlocksFile.HEADER_BYTES_MAX, "length", "too long");
    return length;
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a file of blocks");
    }
    return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
  }
}
