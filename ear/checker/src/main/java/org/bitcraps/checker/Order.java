package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a player signed.
 *
 * @param id digest of the signed bytes
 * @param kind code of {@code OrderKind}
 * @param table empty for grants and transfers
 * @param round of a bet, else 0
 * @param type of a bet, else 0
 * @param amount base units
 * @param other the bet that is changed, or who receives a transfer
 */
record Order(
    Id id,
    int kind,
    Id key,
    Optional<Integer> table,
    long round,
    int type,
    long amount,
    long nonce,
    Optional<Id> other,
    Raw signed,
    Raw signature) {

  static final int BET = 1;
  static final int TAKE_DOWN = 2;
  static final int REDUCE = 3;
  static final int PRESS = 4;
  static final int FAUCET_GRANT = 7;
  static final int TRANSFER = 8;

  private static final int TAG_BET = 0x20;
  private static final int TAG_CHANGE = 0x21;
  private static final int TAG_TRANSFER = 0x22;
  private static final int TAG_GRANT = 0x23;
  private static final int KIND_OF_CHANGE = 1;

  Id account() {
    return Hash.account(key);
  }

  /** An order of any kind, as its player signed it, then the signature. */
  static Order read(Octets octets) {
    int from = octets.position();
    int tag = octets.u8();
    octets.id();
    Id key = octets.id();
    return switch (tag) {
      case TAG_BET -> {
        int table = octets.u16();
        long round = octets.u63();
        int type = octets.u16();
        long amount = octets.u63();
        long nonce = octets.u63();
        octets.u63();
        byte[] signed = octets.since(from);
        yield new Order(
            id(signed),
            BET,
            key,
            Optional.of(table),
            round,
            type,
            amount,
            nonce,
            Optional.empty(),
            new Raw(signed),
            new Raw(octets.bytes(64)));
      }
      case TAG_CHANGE -> {
        int table = octets.u16();
        Id bet = octets.id();
        int kind = octets.u8() + KIND_OF_CHANGE;
        yield rest(octets, from, kind, key, Optional.of(table), Optional.of(bet));
      }
      case TAG_TRANSFER -> {
        Id to = octets.id();
        yield rest(octets, from, TRANSFER, key, Optional.empty(), Optional.of(to));
      }
      case TAG_GRANT -> rest(octets, from, FAUCET_GRANT, key, Optional.empty(), Optional.empty());
      default -> throw new MalformedException("no order has the tag " + tag);
    };
  }

  private static Order rest(
      Octets octets, int from, int kind, Id key, Optional<Integer> table, Optional<Id> other) {
    long amount = octets.u63();
    long nonce = octets.u63();
    octets.u63();
    byte[] signed = octets.since(from);
    return new Order(
        id(signed),
        kind,
        key,
        table,
        0,
        0,
        amount,
        nonce,
        other,
        new Raw(signed),
        new Raw(octets.bytes(64)));
  }

  /** One bet of a batch: what the batch has once for all of them is put back. */
  static Order ofBatch(Id chain, int table, long round, Octets octets) {
    byte[] key = octets.bytes(32);
    byte[] fields = octets.bytes(26);
    byte[] signature = octets.bytes(64);
    byte[] whole =
        ByteBuffer.allocate(165)
            .put((byte) TAG_BET)
            .put(chain.bytes())
            .put(key)
            .putShort((short) table)
            .putLong(round)
            .put(fields)
            .put(signature)
            .array();
    return Octets.whole(whole, Order::read);
  }

  private static Id id(byte[] signed) {
    return Id.of(Hash.sha(signed));
  }
}
