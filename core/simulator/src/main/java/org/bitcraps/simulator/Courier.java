package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * The gateway of a run: brings bodies to validators, asks for certified blocks, and brings a body
 * again until it has seen a certificate over it (DESIGN §2).
 */
final class Courier {

  static final GatewayId ID = new GatewayId(0);

  /** First byte of what a courier sends; the rest is what {@code Admission} reads. */
  static final byte BODY = 1;

  static final byte REQUEST = 2;

  private final ChainId chain;
  private final Signer gateway;
  private final Signer player;
  private final Map<Digest, BatchBody> pending = new LinkedHashMap<>();
  private SequenceNumber seen = SequenceNumber.ZERO;
  private long brought;

  Courier(ChainId chain, Signer gateway, Signer player) {
    this.chain = chain;
    this.gateway = gateway;
    this.player = player;
  }

  /** A new body, to be brought until it is certified. */
  byte[] next() {
    brought++;
    PlayerOrder order =
        new PlayerOrder.Transfer(
            chain,
            player.publicKey(),
            AccountId.of(gateway.publicKey()),
            1,
            brought,
            Long.MAX_VALUE);
    Body body =
        Body.of(new Operation.PlayerOrders(chain, List.of(SignedOrder.sign(order, player))));
    BatchBody batch = BatchBody.broughtBy(ID, brought, body, gateway);
    pending.put(body.digest(), batch);
    return framed(BODY, batch.toWire());
  }

  /** What is not certified yet, so many at most. */
  List<byte[]> again(int most) {
    List<byte[]> again = new ArrayList<>();
    for (BatchBody body : pending.values()) {
      if (again.size() == most) {
        break;
      }
      again.add(framed(BODY, body.toWire()));
    }
    return again;
  }

  /** A request for the blocks after the last one seen. */
  byte[] request() {
    return framed(REQUEST, new BlockRequest(seen.next(), BlockRequest.COUNT_MAX).toWire());
  }

  /** A certified block arrives; the caller has checked its certificate. */
  void see(BlockNotice notice) {
    if (notice.certified().sequence().equals(seen.next())) {
      seen = seen.next();
    }
    notice.certified().block().bodies().forEach(pending::remove);
  }

  boolean isDone() {
    return pending.isEmpty();
  }

  int pending() {
    return pending.size();
  }

  long brought() {
    return brought;
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
