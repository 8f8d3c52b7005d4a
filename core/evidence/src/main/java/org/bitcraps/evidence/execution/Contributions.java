package org.bitcraps.evidence.execution;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/** Canonical bytes of what validators give to a draw: count, then id and 32 bytes, ascending. */
final class Contributions {

  private Contributions() {}

  static void encodeCommitments(Encoder out, SortedMap<ReplicaId, Digest> commitments) {
    encode(out, commitments, Encoder::digest);
  }

  static void encodeReveals(Encoder out, SortedMap<ReplicaId, DiceSecret> reveals) {
    encode(out, reveals, (to, secret) -> to.digest(secret.value()));
  }

  static SortedMap<ReplicaId, Digest> commitments(Decoder in) {
    return decode(in, "committers", from -> from.digest("commitment"));
  }

  static SortedMap<ReplicaId, DiceSecret> reveals(Decoder in) {
    return decode(in, "reveals", from -> new DiceSecret(from.digest("secret")));
  }

  private static <V> void encode(
      Encoder out, SortedMap<ReplicaId, V> values, BiConsumer<Encoder, V> write) {
    out.u16(values.size());
    for (Map.Entry<ReplicaId, V> entry : values.entrySet()) {
      out.value(entry.getKey());
      write.accept(out, entry.getValue());
    }
  }

  private static <V> SortedMap<ReplicaId, V> decode(
      Decoder in, String field, Function<Decoder, V> read) {
    int count = in.u16(field);
    MalformedException.require(count <= ReplicaSet.MEMBERS_MAX, field, count + " contributions");
    TreeMap<ReplicaId, V> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ReplicaId validator = ReplicaId.decode(in);
      MalformedException.require(
          values.isEmpty() || values.lastKey().compareTo(validator) < 0,
          field,
          "not strictly ascending");
      values.put(validator, read.apply(in));
    }
    return values;
  }
}
