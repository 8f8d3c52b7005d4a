package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/** Tree → proof, refusing everything that {@link ProofWriter} would not have written. */
final class ProofReader {

  /** More rounds than any bet lives that anybody waits for; bounds the work. */
  private static final int PARTS_MAX = 10_000;

  private final String path;
  private final Map<?, ?> fields;
  private final TreeSet<String> unread = new TreeSet<>();

  private ProofReader(String path, Object tree) {
    this.path = path;
    MalformedException.require(
        tree instanceof Map, path.isEmpty() ? "document" : path, "no object");
    this.fields = (Map<?, ?>) tree;
    for (Object name : fields.keySet()) {
      unread.add(String.valueOf(name));
    }
  }

  static ProofDocument read(Object tree) {
    ProofReader in = new ProofReader("", tree);
    String format = in.text("format");
    return switch (format) {
      case ProofDocument.BET_FORMAT -> in.end(new ProofDocument.OfBet(outcome(in)));
      case ProofDocument.ROUND_FORMAT ->
          in.end(
              new ProofDocument.OfRound(
                  new RoundProof(genesis(in), in.object("round", ProofReader::round))));
      default -> throw new MalformedException("format", "unknown: " + brief(format));
    };
  }

  private static OutcomeProof outcome(ProofReader in) {
    return new OutcomeProof(
        genesis(in),
        in.value("bet", SignedBet.BYTES, SignedBet::decode),
        in.object("placement", ProofReader::placement),
        in.list("rounds", ProofReader::round),
        in.list("changes", ProofReader::change));
  }

  private static Genesis genesis(ProofReader in) {
    return in.value("genesis", Genesis.BYTES_MAX, Genesis::decode);
  }

  private static Placement placement(ProofReader in) {
    return new Placement(
        block(in),
        in.value("header", BatchHeader.BYTES, BatchHeader::decode),
        in.value("payloadHash", 32, from -> from.digest("payloadHash")),
        in.value("betPath", ResultLeaf.BYTES_MAX, InclusionProof::decode),
        leaf(in));
  }

  private static RoundPart round(ProofReader in) {
    return new RoundPart(
        in.object("opening", opening -> new RoundPart.Opening(block(opening), leaf(opening))),
        in.optional("roll", ProofReader::roll));
  }

  private static RoundPart.RollPart roll(ProofReader in) {
    return new RoundPart.RollPart(
        block(in), leaf(in), in.optional("settlement", ProofReader::leaf));
  }

  private static ChangePart change(ProofReader in) {
    return new ChangePart(
        block(in), in.value("order", ResultLeaf.BYTES_MAX, SignedOrder::decode), leaf(in));
  }

  private static BlockProof block(ProofReader in) {
    return new BlockProof(
        in.value("block", ResultLeaf.BYTES_MAX, Block::decode),
        in.value("certificate", ResultLeaf.BYTES_MAX, QuorumCertificate::decodeCommit));
  }

  private static ProvenLeaf leaf(ProofReader in) {
    return new ProvenLeaf(
        in.value("leaf", ResultLeaf.BYTES_MAX, ResultLeaf::decode),
        in.value("path", ResultLeaf.BYTES_MAX, InclusionProof::decode));
  }

  private <T> T value(String name, int bytesMax, Function<Decoder, T> read) {
    String hex = text(name);
    MalformedException.require(
        hex.length() <= 2L * bytesMax, at(name), hex.length() / 2 + " bytes are too many");
    MalformedException.require(hex.length() % 2 == 0, at(name), "an odd number of digits");
    for (int i = 0; i < hex.length(); i++) {
      char digit = hex.charAt(i);
      MalformedException.require(
          (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'),
          at(name),
          "digit %d is no lower-case hexadecimal".formatted(i + 1));
    }
    try {
      return Decoder.decode(HexFormat.of().parseHex(hex), bytesMax, read);
    } catch (MalformedException e) {
      throw new MalformedException(at(name), e.getMessage());
    }
  }

  private String text(String name) {
    Object value = take(name);
    MalformedException.require(value instanceof String, at(name), "no string");
    return (String) value;
  }

  private <T> T object(String name, Function<ProofReader, T> read) {
    return object(at(name), take(name), read);
  }

  private static <T> T object(String at, Object tree, Function<ProofReader, T> read) {
    ProofReader in = new ProofReader(at, tree);
    return in.end(read.apply(in));
  }

  private <T> Optional<T> optional(String name, Function<ProofReader, T> read) {
    return unread.contains(name) ? Optional.of(object(name, read)) : Optional.empty();
  }

  private <T> List<T> list(String name, Function<ProofReader, T> read) {
    Object value = take(name);
    MalformedException.require(value instanceof List, at(name), "no array");
    List<?> items = (List<?>) value;
    MalformedException.require(
        items.size() <= PARTS_MAX, at(name), items.size() + " items are too many");
    List<T> values = new ArrayList<>(items.size());
    for (Object item : items) {
      values.add(object("%s[%d]".formatted(at(name), values.size()), item, read));
    }
    return values;
  }

  private Object take(String name) {
    MalformedException.require(unread.remove(name), at(name), "missing");
    return fields.get(name);
  }

  private <T> T end(T value) {
    MalformedException.require(
        unread.isEmpty(), unread.isEmpty() ? path : at(unread.first()), "unknown field");
    return value;
  }

  private String at(String name) {
    return path.isEmpty() ? brief(name) : path + "." + brief(name);
  }

  /** What comes from outside goes into messages only in part. */
  private static String brief(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
