package org.bitcraps.persistence.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.chronicle.AuditLine;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.evidence.keys.Digest;

/**
 * The chain of audit entries (SPEC §12): hash = SHA-256 of entry, time, then actor, action, target,
 * success and trace, each with its length before it, then the hash before. Loss, edit or a changed
 * order of one entry shows; a cut at the end shows to whoever remembers the last hash.
 */
final class AuditChain {

  private static final String BEFORE_THE_FIRST = Digest.ZERO.hex();

  private AuditChain() {}

  /** The entry after {@code last}. */
  static AuditLine next(Optional<AuditLine> last, Deed deed) {
    AuditLine open =
        new AuditLine(
            last.map(AuditLine::entry).orElse(0L) + 1,
            deed.timeMs(),
            cut(deed.actor(), 100),
            cut(deed.action(), 100),
            cut(deed.target(), 200),
            deed.success(),
            cut(deed.trace(), 100),
            last.map(AuditLine::hash).orElse(BEFORE_THE_FIRST),
            "");
    return withHash(open, hash(open));
  }

  private static AuditLine withHash(AuditLine open, String hash) {
    return new AuditLine(
        open.entry(),
        open.timeMs(),
        open.actor(),
        open.action(),
        open.target(),
        open.success(),
        open.trace(),
        open.previous(),
        hash);
  }

  private static String cut(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
  }

  /** What is wrong with the chain, as one sentence; empty if nothing is. */
  static Optional<String> fault(List<AuditLine> lines) {
    String previous = BEFORE_THE_FIRST;
    long entry = 1;
    for (AuditLine line : lines) {
      if (line.entry() != entry) {
        return Optional.of("entry " + entry + " is missing");
      }
      if (!line.previous().equals(previous)) {
        return Optional.of("entry " + entry + " does not follow the one before");
      }
      if (!line.hash().equals(hash(line))) {
        return Optional.of("entry " + entry + " was changed");
      }
      previous = line.hash();
      entry++;
    }
    return Optional.empty();
  }

  private static String hash(AuditLine line) {
    MessageDigest sha = Digest.sha256();
    sha.update(ByteBuffer.allocate(16).putLong(line.entry()).putLong(line.timeMs()).array());
    for (String field :
        List.of(
            line.actor(),
            line.action(),
            line.target(),
            Boolean.toString(line.success()),
            line.trace(),
            line.previous())) {
      byte[] bytes = field.getBytes(UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
