package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.SeededSigner;

/** Four validators, three gateways, and bodies that all have the same size. */
final class LaneFixture {

  /** Bytes of each body of {@link #bets}. */
  static final int SIZE = new LaneFixture(1, 1, 1 << 20).bets(0, 1, "size").body().size();

  final Genesis genesis;
  private final SortedMap<Digest, String> names = new TreeMap<>();

  /**
   * @param bodiesMax bodies in a block
   * @param laneBodies bodies that the lane of gateway 0 holds; the others' hold plenty
   */
  LaneFixture(int bodiesMax, int laneBodies, long blockBytesMax) {
    List<Genesis.Validator> validators = new ArrayList<>();
    Signature unchecked = Signature.fromBytes(new byte[Signature.BYTES]);
    for (int i = 0; i < 4; i++) {
      validators.add(
          new Genesis.Validator(
              new ReplicaId(i),
              new SeededSigner("validator " + i).publicKey(),
              SampleChain.digest("beacon " + i),
              new SeededSigner("vrf " + i).publicKey(),
              unchecked,
              unchecked));
    }
    List<Genesis.Gateway> gateways = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long bytesMax = i == 0 && SIZE > 0 ? (long) laneBodies * SIZE : 1 << 20;
      gateways.add(new Genesis.Gateway(new GatewayId(i), gateway(i).publicKey(), bytesMax));
    }
    genesis =
        new Genesis(
            "lanes",
            SampleChain.digest("lanes"),
            1,
            0,
            EnumSet.noneOf(Genesis.Flag.class),
            Parameters.defaults()
                .with(Parameter.BLOCK_BODIES_MAX, bodiesMax)
                .with(Parameter.BLOCK_BYTES_MAX, blockBytesMax),
            Digest.ZERO,
            validators,
            gateways,
            List.of(),
            List.of(),
            0);
  }

  static SeededSigner gateway(int id) {
    return new SeededSigner("gateway " + id);
  }

  /** A body of players' orders with this name, brought by a gateway as its number so-and-so. */
  BatchBody bets(int gateway, long number, String name) {
    SeededSigner player = new SeededSigner("player " + name);
    PlayerOrder order =
        new PlayerOrder.Transfer(
            genesis.chainId(), player.publicKey(), AccountId.of(player.publicKey()), 1, 1, 1);
    Body body =
        Body.of(
            new Operation.PlayerOrders(
                genesis.chainId(), List.of(SignedOrder.sign(order, player))));
    names.put(body.digest(), name);
    return BatchBody.broughtBy(new GatewayId(gateway), number, body, gateway(gateway));
  }

  /** So many orders in one body. */
  BatchBody many(int gateway, long number, int orders) {
    SeededSigner player = new SeededSigner("player of many");
    List<SignedOrder> all = new ArrayList<>();
    for (int nonce = 0; nonce < orders; nonce++) {
      all.add(
          SignedOrder.sign(
              new PlayerOrder.Transfer(
                  genesis.chainId(),
                  player.publicKey(),
                  AccountId.of(player.publicKey()),
                  1,
                  nonce,
                  1),
              player));
    }
    Body body = Body.of(new Operation.PlayerOrders(genesis.chainId(), all));
    names.put(body.digest(), "many");
    return BatchBody.broughtBy(new GatewayId(gateway), number, body, gateway(gateway));
  }

  /** A validator's commitment to the draw of a round at a table. */
  BatchBody operation(int validator, int table, long round) {
    Body body =
        Body.of(
            new Operation.Commitment(
                new DrawId(genesis.chainId(), new TableId(table), round),
                new ReplicaId(validator),
                SampleChain.digest("any"),
                Signature.fromBytes(new byte[Signature.BYTES])));
    names.put(body.digest(), "v%d.%d.%d".formatted(validator, table, round));
    return BatchBody.own(body);
  }

  List<String> names(List<BodyPool.Held> bodies) {
    return bodies.stream().map(body -> names.get(body.digest())).toList();
  }
}
