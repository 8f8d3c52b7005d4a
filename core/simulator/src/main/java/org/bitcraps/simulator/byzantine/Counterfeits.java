package org.bitcraps.simulator.byzantine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Chance;

/**
 * Certificates that are none, and bodies that nobody signed: true to the eye, as bytes, for the
 * types of production refuse to hold them.
 */
final class Counterfeits {

  private static final int MEMORY = 300;

  private final Forgery forge;
  private final ReplicaSet set;
  private final Chance chance;
  private final Map<Digest, Block> blocks = new LinkedHashMap<>();
  private final Map<Digest, BatchBody> bodies = new LinkedHashMap<>();
  private final Map<Statement.Prepare, SortedMap<ReplicaId, Vote>> prepares = new LinkedHashMap<>();

  Counterfeits(Forgery forge, ReplicaSet set, Chance chance) {
    this.forge = forge;
    this.set = set;
    this.chance = chance;
  }

  void remember(Block block) {
    blocks.put(block.digest(), block);
    forgetOldest(blocks);
  }

  void remember(BatchBody body) {
    bodies.put(body.body().digest(), body);
    forgetOldest(bodies);
  }

  void remember(Statement.Prepare statement, Vote vote) {
    prepares.computeIfAbsent(statement, s -> new TreeMap<>()).put(vote.signer(), vote);
    forgetOldest(prepares);
  }

  private static void forgetOldest(Map<?, ?> memory) {
    if (memory.size() > MEMORY) {
      memory.remove(memory.keySet().iterator().next());
    }
  }

  /** A certified block that is not certified: what is said in it may well be true. */
  Optional<byte[]> certifiedBlock(Statement.Commit statement) {
    Block block = blocks.get(statement.block());
    if (block == null || !bodies.keySet().containsAll(block.bodies())) {
      return Optional.empty();
    }
    Encoder out = new Encoder(1024).u8(10).value(forge.self()).value(block);
    certificate(statement, out);
    List<BatchBody> named = new ArrayList<>();
    block.bodies().forEach(digest -> named.add(bodies.get(digest)));
    return Optional.of(out.list(named).toBytes());
  }

  /** A view-change that shows a block as prepared which nobody prepared, in place of another. */
  byte[] viewChange(PbftMessage.ViewChange honest) {
    List<WireValue> prepared = new ArrayList<>();
    for (Block block : blocks.values()) {
      if (block.sequence().equals(honest.floorSequence().next()) && honest.view().value() > 0) {
        prepared.add(prepared(block, new View(honest.view().value() - 1)));
        break;
      }
    }
    Encoder fields =
        new Encoder(1024)
            .value(honest.chain())
            .value(honest.epoch())
            .value(honest.sender())
            .value(honest.view())
            .optional(honest.floor())
            .list(prepared);
    byte[] message = new Encoder(1024).tag(DomainTag.VIEW_CHANGE).fixed(fields.toBytes()).toBytes();
    return new Encoder(1024)
        .u8(4)
        .fixed(fields.toBytes())
        .signature(forge.key().sign(message))
        .toBytes();
  }

  private WireValue prepared(Block real, View view) {
    Block other =
        new Block(
            real.chain(),
            real.epoch(),
            real.sequence(),
            real.timeMs() + 1,
            real.parent(),
            real.bodies());
    for (Map.Entry<Statement.Prepare, SortedMap<ReplicaId, Vote>> known : prepares.entrySet()) {
      if (known.getKey().block().equals(real.digest())
          && known.getValue().size() >= set.quorum().size()
          && chance.happens(0.5)) {
        // A true certificate, beside a block that it is not of.
        List<Vote> votes = List.copyOf(known.getValue().values());
        return out -> out.value(other).value(known.getKey()).list(votes);
      }
    }
    Statement.Prepare statement =
        new Statement.Prepare(other.chain(), other.epoch(), view, other.sequence(), other.digest());
    return out -> certificate(statement, out.value(other));
  }

  /** Own vote so often that it is a quorum; or alone; or with others that never voted. */
  private void certificate(Statement statement, Encoder out) {
    Vote own = new Vote(forge.self(), forge.key().sign(statement.toWire()));
    int quorum = set.quorum().size();
    List<Vote> votes = new ArrayList<>(List.of(own));
    switch (chance.between(0, 2)) {
      case 0 -> {
        while (votes.size() < quorum) {
          votes.add(own);
        }
      }
      case 1 -> {
        for (ReplicaId id : set.ids()) {
          if (!id.equals(forge.self()) && votes.size() < quorum) {
            votes.add(new Vote(id, Signature.fromBytes(chance.bytes(Signature.BYTES))));
          }
        }
        votes.sort((a, b) -> a.signer().compareTo(b.signer()));
      }
      default -> {}
    }
    out.value(statement).list(votes);
  }

  /** The same wishes, with signatures that nobody made; empty if it holds no player's wishes. */
  Optional<BatchBody> unsigned(BatchBody body) {
    Signature none = Signature.fromBytes(chance.bytes(Signature.BYTES));
    return switch (body.body().operation()) {
      case Operation.PlayerOrders orders ->
          Optional.of(
              new BatchBody(
                  body.origin(),
                  Body.of(
                      new Operation.PlayerOrders(
                          orders.chain(),
                          orders.orders().stream()
                              .map(o -> new SignedOrder(o.order(), none))
                              .toList()))));
      case Operation.PlaceBets bets -> {
        BetBatch batch = bets.batch();
        BetBatch forged =
            BetBatch.of(
                batch.header().chain(),
                batch.header().gateway(),
                batch.header().gatewaySequence(),
                batch.header().table(),
                batch.header().round(),
                batch.bets().stream().map(b -> new SignedBet(b.bet(), none)).toList());
        yield Optional.of(new BatchBody(body.origin(), Body.of(new Operation.PlaceBets(forged))));
      }
      case Operation.Commitment commitment -> Optional.empty();
      case Operation.Reveal reveal -> Optional.empty();
    };
  }

  /** Unsigned twins of what a block names, as far as it holds them. */
  List<BatchBody> unsigned(List<Digest> named) {
    List<BatchBody> forged = new ArrayList<>();
    for (Digest digest : named) {
      Optional.ofNullable(bodies.get(digest)).flatMap(this::unsigned).ifPresent(forged::add);
    }
    return forged;
  }
}
