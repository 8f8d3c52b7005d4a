package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * The whole state after a block, cut into chunks that are known by their digests; the digests are
 * the leaves of the tree under the state root that a checkpoint signs (DESIGN C7). Immutable.
 *
 * <p>First come the chunks of the house: everything but players. Then the players by the first bits
 * of their account ids, each with account, nonces and live bets. There are as many parts as keep 32
 * players in one on average, so a block changes few chunks, and the tree after it is made from the
 * tree before ({@link #towards}). Cuts and order follow from the state alone: one state has one
 * root.
 */
public final class StateTree {

  /** A chunk ends before the entry that would make it longer. */
  public static final int CHUNK_BYTES = 64 << 10;

  /** No chunk is longer: a single entry may be as long as two lists of 1000 contributions. */
  public static final int CHUNK_BYTES_MAX = 256 << 10;

  /** No state has more chunks: bounds what one has to believe before the first is checked. */
  public static final int CHUNKS_MAX = 1 << 16;

  /** Kind, table, account, bet: the longest key. */
  static final int KEY_BYTES_MAX = 1 + 2 + 32 + 32;

  private static final int PLAYERS_IN_PART = 32;
  private static final int BITS_MAX = 14;

  private final Ledger ledger;
  private final int bits;
  private final List<Part> parts;
  private final List<Digest> chunks;
  private final Digest root;

  /** Some players, or the house. */
  private record Part(List<Digest> chunks, long bytes) {

    static final Part NONE = new Part(List.of(), 0);

    static Part of(List<byte[]> contents) {
      return new Part(
          contents.stream().map(StateChunks::digest).toList(),
          contents.stream().mapToLong(chunk -> chunk.length).sum());
    }
  }

  private StateTree(Ledger ledger, int bits, List<Part> parts) {
    this.ledger = ledger;
    this.bits = bits;
    this.parts = parts;
    List<Digest> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.chunks()));
    this.chunks = List.copyOf(all);
    this.root = rootOf(chunks);
  }

  /** The tree of a state, from nothing. */
  public static StateTree of(Ledger ledger) {
    Building building = new Building(ledger, Optional.empty());
    building.advance(Long.MAX_VALUE);
    return building.tree();
  }

  /** The tree of a later state: only the parts that differ are hashed. */
  public Building towards(Ledger later) {
    return new Building(later, Optional.of(this));
  }

  /** Begins the tree of a state of which none before is at hand. */
  public static Building begin(Ledger ledger) {
    return new Building(ledger, Optional.empty());
  }

  /**
   * The state root of a list of chunks.
   *
   * @throws IllegalArgumentException if there are more than {@link #CHUNKS_MAX}
   */
  public static Digest rootOf(List<Digest> chunks) {
    if (chunks.size() > CHUNKS_MAX) {
      throw new IllegalArgumentException("chunks: " + chunks.size());
    }
    List<byte[]> leaves = new ArrayList<>(chunks.size());
    chunks.forEach(chunk -> leaves.add(chunk.toBytes()));
    return Digest.of(
        DomainTag.STATE,
        new Encoder(64).u31(chunks.size()).digest(MerkleTree.of(leaves).root()).toBytes());
  }

  /** What a chunk is known by. */
  public static Digest digestOf(byte[] chunk) {
    return StateChunks.digest(chunk);
  }

  /**
   * The state that these chunks hold.
   *
   * @param anyOfTheChain any state of the same chain, for what genesis fixes
   * @throws MalformedException if they are not exactly the chunks of one state
   */
  public static StateTree restore(Ledger anyOfTheChain, List<byte[]> chunks) {
    StateTree restored = of(new StateReader(anyOfTheChain).read(chunks));
    List<Digest> given = new ArrayList<>(chunks.size());
    chunks.forEach(chunk -> given.add(digestOf(chunk)));
    MalformedException.require(restored.chunks.equals(given), "chunks", "not those of a state");
    return restored;
  }

  /** The state. */
  public Ledger ledger() {
    return ledger;
  }

  /** What a checkpoint signs. */
  public Digest root() {
    return root;
  }

  /** The digests of all chunks, in order. */
  public List<Digest> chunks() {
    return chunks;
  }

  /** Bytes of all chunks. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** The content of a chunk, made anew; empty if the state has no such chunk. */
  public Optional<byte[]> chunk(Digest digest) {
    for (int part = 0; part < parts.size(); part++) {
      int at = parts.get(part).chunks().indexOf(digest);
      if (at >= 0) {
        return Optional.of(encode(ledger, bits, part).get(at));
      }
    }
    return Optional.empty();
  }

  /** The contents of all chunks, in order. */
  public List<byte[]> contents() {
    List<byte[]> contents = new ArrayList<>(chunks.size());
    for (int part = 0; part < parts.size(); part++) {
      contents.addAll(encode(ledger, bits, part));
    }
    return contents;
  }

  /**
   * A tree being made, some bytes at a time, so that no step of a replica has to wait for all of
   * it. Mutable; one owner.
   */
  public static final class Building {

    private final Ledger ledger;
    private final int bits;
    private final List<Part> parts;
    private final List<Integer> open;
    private int next;

    private Building(Ledger ledger, Optional<StateTree> before) {
      this.ledger = ledger;
      this.bits = bitsFor(ledger.accounts().size());
      if (before.isPresent() && before.get().bits == bits) {
        parts = new ArrayList<>(before.get().parts);
        open = new ArrayList<>(changed(before.get().ledger, ledger, bits));
      } else {
        parts = new ArrayList<>();
        open = new ArrayList<>();
        for (int part = 0; part <= 1 << bits; part++) {
          parts.add(Part.NONE);
          open.add(part);
        }
      }
    }

    /**
     * Hashes until about so many bytes are done.
     *
     * @return whether the tree is ready
     */
    public boolean advance(long bytesMax) {
      long done = 0;
      while (next < open.size() && done < bytesMax) {
        int part = open.get(next++);
        Part made = Part.of(encode(ledger, bits, part));
        parts.set(part, made);
        done += made.bytes();
      }
      return next == open.size();
    }

    /**
     * The finished tree.
     *
     * @throws IllegalStateException if it is not finished
     */
    public StateTree tree() {
      if (next < open.size()) {
        throw new IllegalStateException(open.size() - next + " parts are not hashed yet");
      }
      return new StateTree(ledger, bits, List.copyOf(parts));
    }
  }

  private static int bitsFor(int players) {
    int bits = 0;
    while (bits < BITS_MAX && (long) PLAYERS_IN_PART << bits < players) {
      bits++;
    }
    return bits;
  }

  /** The house always; the parts of all players whose account or bets are not the same object. */
  private static SortedSet<Integer> changed(Ledger before, Ledger after, int bits) {
    SortedSet<Integer> changed = new TreeSet<>();
    changed.add(0);
    for (AccountId id : after.accounts().changedSince(before.accounts())) {
      changed.add(partOf(id, bits));
    }
    for (TableId table : after.tables().changedSince(before.tables())) {
      PersistentMap<AccountId, List<LiveBet>> bets = betsAt(before, table);
      for (AccountId id : betsAt(after, table).changedSince(bets)) {
        changed.add(partOf(id, bits));
      }
    }
    return changed;
  }

  private static PersistentMap<AccountId, List<LiveBet>> betsAt(Ledger ledger, TableId table) {
    return ledger.table(table).map(TableLedger::bets).orElse(PersistentMap.empty());
  }

  private static int partOf(AccountId id, int bits) {
    byte[] bytes = id.digest().toBytes();
    int head = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return 1 + (head >>> (16 - bits));
  }

  private static AccountId firstOf(int part, int bits) {
    byte[] bytes = new byte[Digest.BYTES];
    int head = (part - 1) << (16 - bits);
    bytes[0] = (byte) (head >>> 8);
    bytes[1] = (byte) head;
    return new AccountId(Digest.fromBytes(bytes));
  }

  /** The chunks of one part: 0 is the house. */
  private static List<byte[]> encode(Ledger ledger, int bits, int part) {
    StateChunks chunks = new StateChunks();
    StateEntries entries = new StateEntries(chunks);
    if (part == 0) {
      entries.facts(ledger);
      entries.tables(ledger);
      return chunks.finish();
    }
    AccountId from = firstOf(part, bits);
    Optional<AccountId> until =
        part == 1 << bits ? Optional.empty() : Optional.of(firstOf(part + 1, bits));
    TreeMap<AccountId, TreeMap<TableId, List<LiveBet>>> bets = new TreeMap<>();
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      table
          .getValue()
          .bets()
          .range(
              from,
              until,
              (id, live) ->
                  bets.computeIfAbsent(id, i -> new TreeMap<>()).put(table.getKey(), live));
    }
    ledger
        .accounts()
        .range(
            from,
            until,
            (id, account) -> {
              entries.account(id, account);
              entries.nonces(id, account);
              bets.getOrDefault(id, new TreeMap<>())
                  .forEach((table, live) ->
                      live.forEach(bet -> entries.bet(table, bet, Optional.of(bet))));
            });
    return chunks.finish();
  }
}
