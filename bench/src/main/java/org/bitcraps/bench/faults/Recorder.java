package org.bitcraps.bench.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes a history as {@code ear/checker} reads it. Thread-safe. */
final class Recorder implements Closeable {

  private final ObjectMapper json = new ObjectMapper();
  private final DataOutputStream submitted;
  private final OutputStream answers;
  private final Map<String, DataOutputStream> blocks = new TreeMap<>();
  private final Map<String, DataOutputStream> leaves = new TreeMap<>();

  /** A new history in that folder. */
  Recorder(Path folder, byte[] genesis, List<String> gateways) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("genesis.bin"), genesis);
    submitted = file(folder.resolve("submitted.bin"));
    answers =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("answers.jsonl.gz")), 1 << 16);
    for (String gateway : gateways) {
      Path own = Files.createDirectories(folder.resolve(gateway));
      blocks.put(gateway, file(own.resolve("blocks.bin")));
      leaves.put(gateway, file(own.resolve("leaves.bin")));
    }
  }

  private static DataOutputStream file(Path path) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
  }

  /** An order as it was signed, with its signature; before it is sent. */
  void submitted(byte[] order) throws IOException {
    frame(submitted, order);
  }

  /** A block with its certificate and bodies, as served. */
  void block(String gateway, byte[] notice) throws IOException {
    frame(blocks.get(gateway), notice);
  }

  /** Result leaves as served. */
  void leaves(String gateway, long sequence, List<byte[]> of) throws IOException {
    DataOutputStream out = leaves.get(gateway);
    synchronized (out) {
      out.writeInt(12 + of.stream().mapToInt(leaf -> 4 + leaf.length).sum());
      out.writeLong(sequence);
      out.writeInt(of.size());
      for (byte[] leaf : of) {
        out.writeInt(leaf.length);
        out.write(leaf);
      }
    }
  }

  private static void frame(DataOutputStream out, byte[] bytes) throws IOException {
    synchronized (out) {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /**
   * What a client was told.
   *
   * @param sent ids of orders that it sent
   * @param status 0 if nobody answered
   */
  void answer(
      String gateway, String asked, List<String> sent, int status, JsonNode body, String error)
      throws IOException {
    ObjectNode line = json.createObjectNode();
    line.put("at", System.currentTimeMillis()).put("gateway", gateway).put("asked", asked);
    if (!sent.isEmpty()) {
      sent.forEach(line.putArray("sent")::add);
    }
    line.put("status", status);
    if (status == 0) {
      line.put("error", error);
    } else {
      line.set("body", body);
    }
    byte[] bytes = (text(line) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (answers) {
      answers.write(bytes);
    }
  }

  private String text(ObjectNode line) {
    try {
      return json.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    submitted.close();
    answers.close();
    for (DataOutputStream out : blocks.values()) {
      out.close();
    }
    for (DataOutputStream out : leaves.values()) {
      out.close();
    }
  }
}
