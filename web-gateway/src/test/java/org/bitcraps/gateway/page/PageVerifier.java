package org.bitcraps.gateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page's own verifier code, bundled as the page is, on the Node that Playwright brings: a
 * question and an answer a line. Needs no Node of the machine's own.
 */
final class PageVerifier implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path ROOM =
      Path.of(System.getProperty("bitcraps.root")).resolve("web-gateway");

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  PageVerifier() throws IOException {
    Path bundle = ROOM.resolve("target/page-test/answer.mjs");
    bundle(bundle);
    process =
        new ProcessBuilder(tool("target/node", "node").toString(), bundle.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  private static void bundle(Path to) throws IOException {
    Process esbuild =
        new ProcessBuilder(
                List.of(
                    tool("target/esbuild", "esbuild").toString(),
                    ROOM.resolve("src/test/page/answer.mjs").toString(),
                    "--bundle",
                    "--platform=node",
                    "--format=esm",
                    "--log-level=warning",
                    "--outfile=" + to))
            .inheritIO()
            .start();
    try {
      if (esbuild.waitFor() != 0) {
        throw new IllegalStateException("esbuild could not bundle " + to.getFileName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What Maven has unpacked for this build. */
  private static Path tool(String folder, String name) throws IOException {
    Path room = ROOM.resolve(folder);
    if (Files.isDirectory(room)) {
      try (Stream<Path> files = Files.walk(room)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String found = file.getFileName().toString();
          if (found.equals(name) || found.equals(name + ".exe")) {
            // Archives keep no permissions here.
            return file.toFile().setExecutable(true) ? file : missing(name);
          }
        }
      }
    }
    return missing(name);
  }

  private static Path missing(String name) {
    throw new IllegalStateException(
        "The page's verifier needs "
            + name
            + ", which Maven unpacks before the tests: run them by ./mvnw -pl web-gateway -am test.");
  }

  /** A question of that kind, to be filled in. */
  static ObjectNode question(String kind) {
    return JSON.createObjectNode().put("ask", kind);
  }

  /** The answer; fails if there is none. */
  JsonNode ask(ObjectNode question) {
    JsonNode reply = reply(question);
    if (!reply.has("answer")) {
      throw new IllegalStateException(reply.path("failure").asText() + " to " + question);
    }
    return reply.get("answer");
  }

  /** The answer, or the failure. */
  JsonNode reply(ObjectNode question) {
    try {
      questions.write(question + "\n");
      questions.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the page's verifier ended at " + question);
      }
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
