package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;

/**
 * {@code docs/vectors/proof/broken.json}: each lie as the changes that make it of a good proof,
 * with the verdict that every verifier must give. Written with {@code -Drewrite}; form: the README
 * there.
 */
final class BrokenProofs {

  static final Path FOLDER = Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Object> rows = new ArrayList<>();
  private final TreeSet<String> names = new TreeSet<>();
  private final TreeSet<String> reasons = new TreeSet<>();

  /** A good proof as it is published; the tree may be changed. */
  static Map<String, Object> good(String name) {
    return asObject(parse(text(name)));
  }

  private static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object parse(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // Jackson makes maps of strings
  static Map<String, Object> asObject(Object tree) {
    return (Map<String, Object>) tree;
  }

  /** Adds a lie. What is published of it is checked here, as any other reader would. */
  Verdict.Result add(String what, String base, Object forged, ChainId trusted) {
    List<Object> changes = new ArrayList<>();
    compare("", parse(text(base)), plain(forged), changes);
    // Whoever trusts another chain need not change anything.
    assertThat(changes.isEmpty()).as(what).isEqualTo(trusted.digest().equals(Digest.ZERO));
    Verdict.Result result = verify(forged, trusted);
    Map<String, Object> row = row(what, base, trusted, result);
    row.put("changes", changes);
    rows.add(row);
    return result;
  }

  /** Adds a document whose text is changed: what was found first, and what stands there instead. */
  Verdict.Result addText(String what, String base, String find, String with, ChainId trusted) {
    String text = text(base);
    int at = text.indexOf(find);
    assertThat(at).as(what).isNotNegative();
    String changed = text.substring(0, at) + with + text.substring(at + find.length());
    Verdict.Result result;
    try {
      result = verify(parse(changed), trusted);
    } catch (IllegalArgumentException e) {
      result = new Verdict.Mismatch(Reason.MALFORMED, "document: " + e.getMessage());
    }
    Map<String, Object> row = row(what, base, trusted, result);
    row.put("find", find);
    row.put("replaceBy", with);
    rows.add(row);
    return result;
  }

  private static Verdict.Result verify(Object tree, ChainId trusted) {
    return OutcomeVerifier.verify(tree, trusted, ProofChain.VERIFIER).result();
  }

  private Map<String, Object> row(
      String what, String base, ChainId trusted, Verdict.Result result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", "");
    row.put("what", what);
    row.put("base", base + ".json");
    row.put("chain", trusted.digest().hex());
    String name =
        switch (result) {
          case Verdict.Mismatch mismatch -> {
            row.put("result", "MISMATCH");
            row.put("reason", mismatch.reason().name());
            if (mismatch.reason() == Reason.BET_KEY_INVALID) {
              // Where a library looks at the key before it looks at the signature.
              row.put("or", Reason.BET_SIGNATURE_INVALID.name());
            }
            reasons.add(mismatch.reason().name());
            yield mismatch.reason().name();
          }
          case Verdict.NotYet notYet -> {
            row.put("result", "NOT_YET");
            yield "NOT_YET";
          }
          case Verdict.Verified verified -> throw new AssertionError("verified although " + what);
        };
    row.put("name", unused(name.toLowerCase(Locale.ROOT).replace('_', '-')));
    return row;
  }

  private String unused(String name) {
    String unused = name;
    for (int i = 2; !names.add(unused); i++) {
      unused = name + "-" + i;
    }
    return unused;
  }

  /** How many lies, and by how many reasons they are refused. */
  void compareWithPublished(int waysLeast, int reasonsLeast) throws IOException {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    String made =
        JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent))
                .writeValueAsString(rows)
            + "\n";
    Path file = FOLDER.resolve("broken.json");
    if (System.getProperty("rewrite") != null) {
      Files.writeString(file, made);
    }
    assertThat(Files.readString(file)).as("broken.json").isEqualTo(made);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(waysLeast);
    assertThat(reasons).hasSizeGreaterThanOrEqualTo(reasonsLeast);
  }

  /** The tree as a JSON reader would give it back. */
  private static Object plain(Object tree) {
    return JSON.convertValue(tree, Object.class);
  }

  /** What must be set (at, value) or taken away (at) to make the one of the other, in order. */
  private static void compare(String at, Object from, Object to, List<Object> changes) {
    if (from instanceof Map<?, ?> one && to instanceof Map<?, ?> other) {
      for (Object name : one.keySet()) {
        if (!other.containsKey(name)) {
          changes.add(change(field(at, name), null, false));
        }
      }
      other.forEach((name, value) -> {
        if (one.containsKey(name)) {
          compare(field(at, name), one.get(name), value, changes);
        } else {
          changes.add(change(field(at, name), value, true));
        }
      });
    } else if (from instanceof List<?> one && to instanceof List<?> other) {
      for (int i = 0; i < other.size(); i++) {
        if (i < one.size()) {
          compare(at + "[" + i + "]", one.get(i), other.get(i), changes);
        } else {
          changes.add(change(at + "[" + i + "]", other.get(i), true));
        }
      }
      for (int i = one.size() - 1; i >= other.size(); i--) {
        changes.add(change(at + "[" + i + "]", null, false));
      }
    } else if (!from.equals(to)) {
      changes.add(change(at, to, true));
    }
  }

  private static String field(String at, Object name) {
    return at.isEmpty() ? name.toString() : at + "." + name;
  }

  private static Map<String, Object> change(String at, Object value, boolean set) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("at", at);
    if (set) {
      change.put("value", value);
    }
    return change;
  }
}
