package org.bitcraps.checker;

import java.util.List;

/** The result leaves of one block, as a gateway served them. */
record LeavesOf(long sequence, List<byte[]> leaves) {

  static LeavesOf read(Octets octets) {
    return new LeavesOf(octets.u63(), octets.list(Octets::frame));
  }
}
