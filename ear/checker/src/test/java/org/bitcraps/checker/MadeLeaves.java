package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Orders, bodies and leaves of a made history. Orders are bytes with their signature behind. */
final class MadeLeaves {

  private static final int SIGNATURE = 64;
  private static final int FIELD = 80;

  private final MadeHistory of;

  MadeLeaves(MadeHistory of) {
    this.of = of;
  }

  static byte[] unsigned(byte[] order) {
    return Arrays.copyOf(order, order.length - SIGNATURE);
  }

  static Id id(byte[] order) {
    return Id.of(Hash.sha(unsigned(order)));
  }

  byte[] bet(Keys player, long amount, long nonce) {
    return player.signed(
        new Out()
            .u8(0x20)
            .id(of.chain)
            .id(player.key())
            .u16(0)
            .u63(1)
            .u16(FIELD)
            .u63(amount)
            .u63(nonce)
            .u63(1L << 40)
            .done());
  }

  byte[] grant(Keys player, long amount, long nonce) {
    Out out = new Out().u8(0x23).id(of.chain).id(player.key());
    return player.signed(out.u63(amount).u63(nonce).u63(1L << 40).done());
  }

  byte[] transfer(Keys player, Id to, long amount, long nonce) {
    Out out = new Out().u8(0x22).id(of.chain).id(player.key()).id(to);
    return player.signed(out.u63(amount).u63(nonce).u63(1L << 40).done());
  }

  byte[] orders(long gatewaySequence, byte[]... orders) {
    return body(gatewaySequence, new Out().u8(2).id(of.chain).list(List.of(orders)).done());
  }

  byte[] bets(long gatewaySequence, byte[]... bets) {
    Out payload = new Out();
    for (byte[] bet : bets) {
      payload.bytes(Arrays.copyOfRange(bet, 33, 65)).bytes(Arrays.copyOfRange(bet, 75, 101));
      payload.bytes(Arrays.copyOfRange(bet, 101, 165));
    }
    Out out = new Out().u8(1).id(of.chain).u16(0).u63(gatewaySequence).u16(0).u63(1);
    out.u31(bets.length).u31(122 * bets.length);
    out.id(Hash.root(Stream.of(bets).map(MadeLeaves::unsigned).toList()));
    return body(gatewaySequence, out.bytes(payload.done()).done());
  }

  /** A body that the gateway signs and brings. */
  byte[] body(long gatewaySequence, byte[] body) {
    Out origin = new Out().u8(1).u16(0).u63(gatewaySequence);
    byte[] unsigned = new Out().bytes(origin.done()).bytes(new byte[SIGNATURE]).framed(body).done();
    Body read = Octets.whole(unsigned, Body::read);
    byte[] signature = of.gateway.sign(read.signedByGateway(of.chain));
    return new Out().bytes(origin.done()).bytes(signature).framed(body).done();
  }

  private byte[] draw() {
    return new Out().id(of.chain).u16(0).u63(1).done();
  }

  private Id committed(int validator) {
    byte[] id = new Out().u16(validator).done();
    return Id.of(Hash.tagged(0x51, draw(), id, of.secrets.get(validator).bytes()));
  }

  byte[] commitment(int validator) {
    return contribution(3, 0x54, validator, committed(validator));
  }

  byte[] reveal(int validator) {
    return contribution(4, 0x55, validator, of.secrets.get(validator));
  }

  private byte[] contribution(int kind, int tag, int validator, Id value) {
    byte[] rest = new Out().bytes(draw()).u16(validator).id(value).done();
    byte[] signature = of.validators.get(validator).sign(new Out().u8(tag).bytes(rest).done());
    return new Out().u8(0).framed(new Out().u8(kind).bytes(rest).bytes(signature).done()).done();
  }

  private byte[] contributions(boolean revealed) {
    Out out = new Out().u16(4);
    for (int id = 0; id < 4; id++) {
      out.u16(id).id(revealed ? of.secrets.get(id) : committed(id));
    }
    return out.done();
  }

  byte[] opened() {
    return new Out()
        .u8(0x33)
        .u8(4)
        .u16(0)
        .u63(1)
        .u63(10_000)
        .u63(15_000)
        .bytes(contributions(false))
        .done();
  }

  private byte[] beacon() {
    return Hash.tagged(0x52, draw(), contributions(true));
  }

  int[] dice() {
    for (int counter = 0; ; counter++) {
      for (byte one : Hash.tagged(0x53, beacon(), ByteBuffer.allocate(4).putInt(counter).array())) {
        int value = one & 0xff;
        if (value < 252) {
          return new int[] {value % 6 + 1, value / 6 % 6 + 1};
        }
      }
    }
  }

  byte[] rolled() {
    return rolled(of.dice[0], of.dice[1]);
  }

  byte[] rolled(int die1, int die2) {
    return new Out()
        .u8(0x33)
        .u8(6)
        .u16(0)
        .u63(1)
        .bytes(contributions(false))
        .bytes(contributions(true))
        .bytes(beacon())
        .u8(die1)
        .u8(die2)
        .bytes(new byte[38])
        .done();
  }

  long stake(byte[] bet) {
    return ByteBuffer.wrap(bet, 77, 8).getLong();
  }

  /** Counted with other words than the checker's. */
  long profit(byte[] bet) {
    int total = of.dice[0] + of.dice[1];
    boolean wins = total < 5 || total > 8;
    return wins ? stake(bet) * (total == 2 ? 2 : total == 12 ? 3 : 1) : 0;
  }

  long returned(byte[] bet) {
    return profit(bet) > 0 ? stake(bet) : 0;
  }

  long comesBack(byte[] bet) {
    return returned(bet) + profit(bet);
  }

  byte[] settled(byte[] bet, Keys player, long balance) {
    return settled(bet, player, stake(bet), returned(bet), profit(bet), balance);
  }

  byte[] settled(byte[] bet, Keys player, long stake, long returned, long profit, long balance) {
    Out out = new Out().u8(0x33).u8(7).id(id(bet)).id(player.account()).u16(0).u63(1).u63(1);
    out.bytes(live(stake)).u8(profit > 0 ? 1 : 2).u63(returned).u63(profit).u8(0).u63(balance);
    return out.done();
  }

  private static byte[] live(long stake) {
    return new Out().u16(FIELD).u63(stake).u8(0).u8(0).done();
  }

  byte[] done(byte[] order, long balance) {
    return receipt(order, 1, balance, Optional.empty());
  }

  byte[] refused(byte[] order, int outcome, long balance) {
    return receipt(order, outcome, balance, Optional.empty());
  }

  byte[] duplicate(byte[] order, long balance, long sequence, int index) {
    return receipt(order, 14, balance, Optional.of(new Out().u63(sequence).u31(index).done()));
  }

  private byte[] receipt(byte[] order, int outcome, long balance, Optional<byte[]> first) {
    Order read = Octets.whole(order, Order::read);
    boolean bet = read.kind() == Order.BET;
    Out out = new Out().u8(0x33).u8(2).id(read.id()).u8(read.kind()).id(read.account());
    out.u8(bet ? 1 : 0).bytes(bet ? new byte[2] : new byte[0]).u63(read.round()).u8(outcome);
    out.u63(read.amount()).u63(read.nonce()).u63(balance).u63(0);
    out.u8(first.isPresent() ? 1 : 0).bytes(first.orElse(new byte[0])).u8(0);
    boolean live = bet && outcome == 1;
    return out.u8(live ? 1 : 0).bytes(live ? live(read.amount()) : new byte[0]).done();
  }

  byte[] credit(byte[] order, Keys player, long amount, long balance) {
    Out out = new Out().u8(0x33).u8(3).id(id(order)).id(player.account());
    return out.u63(amount).u63(balance).done();
  }
}
