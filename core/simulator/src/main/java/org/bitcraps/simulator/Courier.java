package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;

/**
 * The gateway of a run: brings players' orders to validators, asks for certified blocks, executes
 * them itself, and brings a body again until it has seen a certificate over it (DESIGN §2).
 */
final class Courier {

  static final GatewayId ID = new GatewayId(0);

  /** The other gateway, where impatient clients go. */
  static final GatewayId OTHER = new GatewayId(1);

  /** First byte of what a courier sends; the rest is what {@code Admission} reads. */
  static final byte BODY = 1;

  static final byte REQUEST = 2;

  /** Notices so far ahead are kept until their predecessors come. */
  private static final int EARLY_MAX = 512;

  private final ChainId chainId;
  private final Signer gateway;
  private final Signer otherGateway;
  private final Chance chance;
  private final Swarm swarm;
  private final Tally tally;
  private final Players players;
  private final Map<Digest, BatchBody> pending = new LinkedHashMap<>();
  private final TreeMap<SequenceNumber, BlockNotice> early = new TreeMap<>();

  /** Every body it brought, for notices leave out the large ones. */
  private final Map<Digest, Body> own = new LinkedHashMap<>();

  /** What went wrong with the first bringing of a body, until that shows. */
  private final Map<Digest, Fault> mishaps = new HashMap<>();

  /** Bodies that need not become certain. */
  private final Map<Digest, Fault> unowed = new HashMap<>();

  private Digest last;
  private ExecutedBlock head;
  private long brought;

  Courier(SimulatedChain chain, Chance chance, Swarm swarm, Tally tally) {
    chainId = chain.genesis().chainId();
    gateway = chain.gateway();
    otherGateway = chain.otherGateway();
    this.chance = chance;
    this.swarm = swarm;
    this.tally = tally;
    players = new Players(chainId, chain.players(), chance, swarm, tally);
    head = chain.start();
  }

  /** A new body, to be brought until it is certified. */
  byte[] next() {
    brought++;
    boolean again = chance.happens(swarm.rate(Fault.CLIENT_RETRIES, 0.02, 0.2));
    Optional<Operation> repeated = again ? players.again(OTHER, brought) : Optional.empty();
    BatchBody batch =
        repeated
            .map(operation -> BatchBody.broughtBy(OTHER, brought, Body.of(operation), otherGateway))
            .orElseGet(() ->
                BatchBody.broughtBy(
                    ID, brought, Body.of(players.next(head.ledger(), brought)), gateway));
    last = batch.body().digest();
    pending.put(last, batch);
    own.put(last, batch.body());
    return framed(BODY, batch.toWire());
  }

  /**
   * Of a gateway that vanishes with its clients: brought once, to some, and nobody waits for it.
   */
  byte[] vanishing() {
    return unowed(Fault.GATEWAY_VANISHES, ++brought);
  }

  /** Two bodies under one number of one gateway: some get the one, the others the other. */
  List<byte[]> twoOfOneNumber() {
    brought++;
    return List.of(
        unowed(Fault.GATEWAY_EQUIVOCATES, brought), unowed(Fault.GATEWAY_EQUIVOCATES, brought));
  }

  private byte[] unowed(Fault fault, long number) {
    tally.fired(fault);
    Body body = Body.of(players.abandoned(head.ledger(), OTHER, number));
    unowed.put(body.digest(), fault);
    own.put(body.digest(), body);
    return framed(BODY, BatchBody.broughtBy(OTHER, number, body, otherGateway).toWire());
  }

  /** Something goes wrong with bringing the last new body. */
  void mishap(Fault fault) {
    tally.fired(fault);
    mishaps.put(last, fault);
  }

  /** What is not certified yet, so many at most. */
  List<byte[]> again(int most) {
    List<byte[]> again = new ArrayList<>();
    for (BatchBody body : pending.values()) {
      if (again.size() == most) {
        break;
      }
      if (mishaps.remove(body.body().digest(), Fault.GATEWAY_DROPS)) {
        tally.mattered(Fault.GATEWAY_DROPS);
      }
      again.add(framed(BODY, body.toWire()));
    }
    return again;
  }

  /** The next block it waits for. */
  SequenceNumber awaited() {
    return head.sequence().next();
  }

  /** A request to one validator for the blocks after the last one executed. */
  byte[] request(ReplicaId of) {
    BlockRequest request = new BlockRequest(head.sequence().next(), BlockRequest.COUNT_MAX);
    return framed(REQUEST, GatewayRequest.of(chainId, ID, of, request, gateway).toWire());
  }

  /** A certified block arrives; the caller has checked its certificate. */
  void see(BlockNotice notice) {
    for (Digest body : notice.certified().block().bodies()) {
      if (pending.remove(body) != null && mishaps.remove(body, Fault.SPLIT_BODIES)) {
        tally.mattered(Fault.SPLIT_BODIES); // Who was not brought it has it from the others.
      }
      Optional.ofNullable(unowed.remove(body)).ifPresent(tally::mattered);
    }
    SequenceNumber sequence = notice.certified().sequence();
    if (sequence.isAfter(head.sequence()) && !sequence.isAfter(head.sequence().plus(EARLY_MAX))) {
      early.merge(sequence, notice, (a, b) -> a.missing().size() <= b.missing().size() ? a : b);
    }
    for (BlockNotice next = early.get(head.sequence().next());
        next != null && own.keySet().containsAll(next.missing());
        next = early.get(head.sequence().next())) {
      execute(next);
    }
    early.headMap(head.sequence(), true).clear();
  }

  /** Whoever replays the certified blocks comes to the certified outcome (C3, C6). */
  private void execute(BlockNotice notice) {
    head = head.next(notice.certified().block(), notice.complete(own));
    Digest certified = notice.certified().certificate().statement().resultRoot();
    if (!head.resultRoot().equals(certified)) {
      throw new Violation(
          "replay", head + " is certified with the outcome " + certified.brief() + " instead");
    }
    players.see(head);
  }

  /** Whether all it brought is certain, and every order in it has its receipt. */
  boolean isDone() {
    return pending.isEmpty() && players.unanswered() == 0;
  }

  /** How many orders were committed, each with its receipt. */
  long committed() {
    return players.answered();
  }

  /** How many orders were given so far. */
  long asked() {
    return players.answered() + players.unanswered();
  }

  int pending() {
    return pending.size();
  }

  int unanswered() {
    return players.unanswered();
  }

  long brought() {
    return brought;
  }

  /** Rounds drawn so far, as it saw them. */
  long rolls() {
    return players.rolls();
  }

  /** Bets that were placed, as it saw them. */
  long placed() {
    return players.placed();
  }

  static byte[] content(byte[] framed) {
    return Arrays.copyOfRange(framed, 1, framed.length);
  }

  private static byte[] framed(byte kind, byte[] content) {
    byte[] framed = new byte[content.length + 1];
    framed[0] = kind;
    System.arraycopy(content, 0, framed, 1, content.length);
    return framed;
  }
}
