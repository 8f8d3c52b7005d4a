package org.bitcraps.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * A block under construction: what is ordered, what comes of it, and, once it is sealed, what each
 * gateway serves. Everything may be changed, before sealing (then the quorum lies) and after it
 * (then the gateway does).
 */
final class MadeBlock {

  final long sequence;
  long timeMs;
  Id parent = Id.ZERO;
  Id previousRoot = Id.ZERO;

  /** Bodies with their origin, as they travel. */
  final List<byte[]> bodies = new ArrayList<>();

  /** All but the summary. */
  final List<byte[]> leaves = new ArrayList<>();

  /** Votes: signer, then signature; filled by sealing. */
  List<byte[]> votes = new ArrayList<>();

  byte[] block = {};

  /** Whether a gateway that serves the block shows what came of it. */
  boolean leavesServed = true;

  byte[] statement = {};
  List<byte[]> allLeaves = List.of();

  MadeBlock(long sequence, long timeMs) {
    this.sequence = sequence;
    this.timeMs = timeMs;
  }

  Id digest() {
    return Id.of(Hash.tagged(Hash.BLOCK, block));
  }

  Id root() {
    return Hash.root(allLeaves);
  }

  void seal(Id chain, List<Keys> validators) {
    allLeaves = new ArrayList<>();
    allLeaves.add(
        new Out()
            .u8(0x33)
            .u8(1)
            .id(previousRoot)
            .u63(timeMs)
            .u31(0)
            .id(Id.ZERO)
            .u8(0)
            .id(Id.ZERO)
            .id(Id.ZERO)
            .done());
    allLeaves.addAll(leaves);
    Out out = new Out().id(chain).u63(0).u63(sequence).u63(timeMs).id(parent);
    out.u31(bodies.size());
    bodies.forEach(body -> out.id(Octets.whole(body, Body::read).digest()));
    block = out.done();
    sign(chain, validators, digest(), root());
  }

  /** Certifies that digest and root. */
  void sign(Id chain, List<Keys> validators, Id digest, Id root) {
    statement = new Out().u8(0x42).id(chain).u63(0).u63(0).u63(sequence).id(digest).id(root).done();
    votes = new ArrayList<>();
    for (int id = 0; id < 3; id++) {
      votes.add(vote(id, validators.get(id)));
    }
  }

  byte[] vote(int id, Keys keys) {
    return new Out().u16(id).bytes(keys.sign(statement)).done();
  }

  byte[] certificate() {
    return new Out().bytes(statement).list(votes).done();
  }

  /** What a gateway's blocks.bin has of it. */
  byte[] notice() {
    return new Out().bytes(block).bytes(certificate()).list(bodies).done();
  }

  byte[] leavesFrame() {
    Out out = new Out().u63(sequence).u31(allLeaves.size());
    allLeaves.forEach(out::framed);
    return out.done();
  }

  /** The same now; what is done to one does not touch the other. */
  MadeBlock copy() {
    MadeBlock copy = new MadeBlock(sequence, timeMs);
    copy.parent = parent;
    copy.previousRoot = previousRoot;
    copy.bodies.addAll(bodies);
    copy.leaves.addAll(leaves);
    copy.votes = new ArrayList<>(votes);
    copy.block = block;
    copy.statement = statement;
    copy.allLeaves = new ArrayList<>(allLeaves);
    return copy;
  }

  /** A way from a leaf to a root. */
  static byte[] path(List<byte[]> leaves, int index) {
    List<byte[]> level = leaves.stream().map(leaf -> Hash.tagged(0, leaf)).toList();
    List<byte[]> siblings = new ArrayList<>();
    for (int at = index; level.size() > 1; at /= 2) {
      int sibling = at % 2 == 0 ? at + 1 : at - 1;
      if (sibling < level.size()) {
        siblings.add(level.get(sibling));
      }
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(
            i + 1 < level.size() ? Hash.tagged(1, level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = above;
    }
    return new Out().u31(index).u31(leaves.size()).list(siblings).done();
  }
}
