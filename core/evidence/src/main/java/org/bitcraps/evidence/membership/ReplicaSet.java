package org.bitcraps.evidence.membership;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * The validators of one epoch, in ascending order of identity.
 *
 * @param epoch the epoch that this set signs
 * @param members 1 … 1000 members, strictly ascending by id, no key twice
 */
public record ReplicaSet(Epoch epoch, List<Member> members) implements WireValue {

  /** More than any set the product allows; bounds decoding. */
  public static final int MEMBERS_MAX = 1000;

  /** One validator: identity and the key its votes verify under. */
  public record Member(ReplicaId id, PublicKey voteKey) implements WireValue {

    @Override
    public void encodeTo(Encoder out) {
      out.value(id).publicKey(voteKey);
    }

    static Member decode(Decoder in) {
      return new Member(ReplicaId.decode(in), in.publicKey("voteKey"));
    }
  }

  /**
   * @throws IllegalArgumentException if empty, too large, not strictly ascending, or one key serves
   *     two members (it would count twice)
   */
  public ReplicaSet {
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > MEMBERS_MAX) {
      throw new IllegalArgumentException(members.size() + " members");
    }
    for (int i = 1; i < members.size(); i++) {
      if (members.get(i - 1).id().compareTo(members.get(i).id()) >= 0) {
        throw new IllegalArgumentException("members are not strictly ascending by id");
      }
    }
    if (members.stream().map(Member::voteKey).distinct().count() != members.size()) {
      throw new IllegalArgumentException("one vote key serves two members");
    }
  }

  /** Quorum arithmetic of this set. */
  public Quorum quorum() {
    return new Quorum(members.size());
  }

  /** The primary of a view: members[view mod n] (DESIGN P9). */
  public ReplicaId primary(View view) {
    return members.get((int) (view.value() % members.size())).id();
  }

  /** Whether {@code id} is a member. */
  public boolean contains(ReplicaId id) {
    return indexOf(id) >= 0;
  }

  /** The vote key of a member; empty for a stranger. */
  public Optional<PublicKey> voteKey(ReplicaId id) {
    int index = indexOf(id);
    return index < 0 ? Optional.empty() : Optional.of(members.get(index).voteKey());
  }

  /** The members' identities, ascending. */
  public List<ReplicaId> ids() {
    return members.stream().map(Member::id).toList();
  }

  /** Hash of the set: what the last block of the epoch before commits to. */
  public Digest hash() {
    return Digest.of(DomainTag.VALIDATOR_SET, toWire());
  }

  private int indexOf(ReplicaId id) {
    int low = 0;
    int high = members.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = members.get(middle).id().compareTo(id);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(epoch).list(members);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static ReplicaSet decode(Decoder in) {
    return new ReplicaSet(Epoch.decode(in), in.list(MEMBERS_MAX, 34, "members", Member::decode));
  }
}
