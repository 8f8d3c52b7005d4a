package org.bitcraps.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;

/** The rows of docs/vectors. */
final class Vectors {

  /** One row, bytes in hexadecimal. Wycheproof's signatures may have any length. */
  record Vector(String name, String keyHex, String messageHex, String signatureHex, boolean valid) {

    /** Bytes of another length cannot even be made into a signature. */
    boolean hasLength() {
      return signatureHex.length() == 2 * Signature.BYTES;
    }

    PublicKey key() {
      return PublicKey.fromHex(keyHex);
    }

    byte[] message() {
      return HexFormat.of().parseHex(messageHex);
    }

    Signature signature() {
      return Signature.fromHex(signatureHex);
    }
  }

  private Vectors() {}

  static List<Vector> all() {
    List<Vector> all = new ArrayList<>(wycheproof());
    all.addAll(plain("ed25519-speccheck"));
    all.addAll(plain("mixed-order-r"));
    all.addAll(plain("rfc8032-ed25519"));
    return all;
  }

  static List<Vector> wycheproof() {
    List<Vector> rows = new ArrayList<>();
    for (JsonNode group : read("wycheproof-ed25519").get("testGroups")) {
      String key = group.get("publicKey").get("pk").asText();
      for (JsonNode test : group.get("tests")) {
        rows.add(
            new Vector(
                "wycheproof " + test.get("tcId").asInt(),
                key,
                test.get("msg").asText(),
                test.get("sig").asText(),
                test.get("result").asText().equals("valid")));
      }
    }
    return rows;
  }

  /** Rows with {@code message}, {@code pub_key}, {@code signature}; no {@code valid}: refused. */
  static List<Vector> plain(String file) {
    List<Vector> rows = new ArrayList<>();
    for (JsonNode row : read(file)) {
      rows.add(
          new Vector(
              file + " " + rows.size(),
              row.get("pub_key").asText(),
              row.get("message").asText(),
              row.get("signature").asText(),
              row.path("valid").asBoolean(false)));
    }
    return rows;
  }

  static JsonNode read(String file) {
    Path path =
        Path.of(System.getProperty("bitcraps.root", "../.."), "docs/vectors", file + ".json");
    try {
      return JsonMapper.builder().build().readTree(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] hex(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.get(field).asText());
  }
}
