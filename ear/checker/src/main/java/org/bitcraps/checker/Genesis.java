package org.bitcraps.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the chain began with, as far as it is needed to judge it.
 *
 * @param chain digest of its bytes
 * @param validators vote keys by id
 * @param gateways keys by id
 * @param bankrolls of the tables, base units
 * @param mints balances of accounts, base units
 * @param treasury base units
 */
record Genesis(
    Id chain,
    SortedMap<Integer, Id> validators,
    SortedMap<Integer, Id> gateways,
    SortedMap<Integer, Long> bankrolls,
    Map<Id, Long> mints,
    long treasury) {

  /**
   * Reads it.
   *
   * @throws MalformedException if these bytes are none
   */
  static Genesis of(byte[] bytes) {
    return Octets.whole(bytes, octets -> read(octets, Id.of(Hash.tagged(Hash.GENESIS, bytes))));
  }

  private static Genesis read(Octets octets, Id chain) {
    SortedMap<Integer, Id> validators = new TreeMap<>();
    SortedMap<Integer, Id> gateways = new TreeMap<>();
    SortedMap<Integer, Long> bankrolls = new TreeMap<>();
    Map<Id, Long> mints = new HashMap<>();
    octets.text();
    octets.id();
    octets.u16();
    octets.u63();
    octets.u16();
    octets.shortList(value -> List.of(value.u16(), value.u63()));
    octets.id();
    octets.list(one -> {
      validators.put(one.u16(), one.id());
      one.id();
      one.id();
      return one.bytes(128);
    });
    octets.list(one -> {
      gateways.put(one.u16(), one.id());
      return one.u63();
    });
    octets.list(one -> {
      int table = one.u16();
      one.text();
      bankrolls.put(table, one.u63());
      return one.u63() + one.u63();
    });
    octets.list(one -> mints.put(one.id(), one.u63()));
    return new Genesis(chain, validators, gateways, bankrolls, mints, octets.u63());
  }

  /** How many signatures make a certificate: ⌈2n/3⌉ (docs/http-api.md, {@code quorum}). */
  int quorum() {
    return (2 * validators.size() + 2) / 3;
  }

  /** How many validators may lie. */
  int faulty() {
    return (validators.size() - 1) / 3;
  }

  /** All the money there ever is. */
  long supply() {
    long players = mints.values().stream().mapToLong(Long::longValue).sum();
    long tables = bankrolls.values().stream().mapToLong(Long::longValue).sum();
    return Math.addExact(Math.addExact(players, tables), treasury);
  }
}
