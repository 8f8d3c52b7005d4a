package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;

/** All members of one charter, and the genesis that follows from them: the same for everybody. */
public final class Members {

  private final Charter charter;
  private final SortedMap<NodeName, Member> members;
  private final Genesis genesis;

  private Members(Charter charter, SortedMap<NodeName, Member> members) throws CeremonyException {
    this.charter = charter;
    this.members = Collections.unmodifiableSortedMap(members);
    List<Genesis.Validator> validators = new ArrayList<>();
    List<Genesis.Gateway> gateways = new ArrayList<>();
    members.forEach((node, member) -> {
      switch (member.keys()) {
        case Member.OfValidator(Genesis.Validator entry) -> validators.add(entry);
        case Member.OfGateway(PublicKey key) ->
            gateways.add(new Genesis.Gateway(node.gateway(), key, charter.money().laneBytesMax()));
      }
    });
    try {
      this.genesis = charter.genesis(validators, gateways);
    } catch (IllegalArgumentException e) {
      throw new CeremonyException("charter and members make no genesis: " + e.getMessage());
    }
  }

  /**
   * Takes every file, in any order.
   *
   * @param files bytes by name, for messages
   * @throws CeremonyException if a file cannot be taken, one is missing or too many, or two
   *     contradict each other; names files and field
   */
  public static Members collect(Charter charter, SortedMap<String, byte[]> files, long nowMs)
      throws CeremonyException {
    SortedMap<NodeName, Member> members = new TreeMap<>();
    SortedMap<NodeName, String> sources = new TreeMap<>();
    SortedMap<String, String> taken = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Member member = Member.read(file.getKey(), file.getValue(), charter, nowMs);
      String first = sources.putIfAbsent(member.node(), file.getKey());
      if (first != null) {
        throw new CeremonyException(
            file.getKey(),
            "node",
            "%s is in %s already%s"
                .formatted(
                    member.node(),
                    first,
                    members.get(member.node()).equals(member)
                        ? "; the files are alike, leave one out"
                        : ", with other content: ask its operator which one counts"));
      }
      unique(file.getKey(), member, taken);
      members.put(member.node(), member);
    }
    List<NodeName> missing = new ArrayList<>(charter.nodes());
    missing.removeAll(members.keySet());
    if (!missing.isEmpty()) {
      throw new CeremonyException("member files are missing, of " + missing);
    }
    return new Members(charter, members);
  }

  /** What would let one node pass for another, or count twice. */
  private static void unique(String source, Member member, SortedMap<String, String> taken)
      throws CeremonyException {
    SortedMap<String, String> own = new TreeMap<>();
    own.put("address " + member.address(), "address");
    own.put("certificate key " + member.certificate().getPublicKey(), "certificate");
    switch (member.keys()) {
      case Member.OfValidator(Genesis.Validator entry) -> {
        own.put("key " + entry.voteKey().hex(), "vote-key");
        own.put("key " + entry.vrfKey().hex(), "vrf-key");
        own.put("beacon " + entry.beaconKeyDigest().hex(), "beacon-key-digest");
        if (entry.voteKey().equals(entry.vrfKey())) {
          throw new CeremonyException(source, "vrf-key", "it is the vote key too");
        }
      }
      case Member.OfGateway(PublicKey key) -> own.put("key " + key.hex(), "key");
    }
    for (Map.Entry<String, String> value : own.entrySet()) {
      String other = taken.putIfAbsent(value.getKey(), source);
      if (other != null) {
        throw new CeremonyException(source, value.getValue(), "it is in " + other + " too");
      }
    }
  }

  /** What they agreed upon. */
  public Charter charter() {
    return charter;
  }

  /** The chain. */
  public Genesis genesis() {
    return genesis;
  }

  /** That one. */
  public Member of(NodeName node) {
    return members.get(node);
  }

  /** All: validators, then gateways, each ascending. */
  public Collection<Member> all() {
    return members.values();
  }

  /**
   * Over every byte of every file. The chain id says that the keys are the same; this says that
   * addresses and certificates are, too.
   */
  public Digest digest() {
    StringBuilder texts = new StringBuilder();
    members.values().forEach(member -> texts.append(member.toText()));
    return Digest.of(DomainTag.MEMBER, texts.toString().getBytes(US_ASCII));
  }
}
