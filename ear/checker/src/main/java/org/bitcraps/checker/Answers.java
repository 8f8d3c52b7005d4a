package org.bitcraps.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What clients were told, one JSON object a line, in the order in which the answers came: {@code
 * {"at":ms,"gateway":"gateway-0","asked":"GET /accounts/…","sent":["order id",…],"status":200,
 * "body":{…}}}. {@code asked} is the method and the path under {@code /api/v1}; {@code sent} only
 * where orders were sent; {@code status} is 0 and {@code error} says why where no answer came.
 */
final class Answers {

  private static final int TAKEN = 202;
  private static final int OK = 200;

  /** What was said of an order that was sent: the last word counts. */
  enum Word {
    TAKEN,
    REFUSED,
    UNKNOWN
  }

  /** An answer that is about something. */
  record Answer(long atMs, String gateway, String asked, JsonNode body) {

    String where() {
      return "answer of %s at %d to %s".formatted(gateway, atMs, asked);
    }
  }

  private final Findings findings;
  private final Map<Id, Said> said = new HashMap<>();
  private final List<Answer> orders = new ArrayList<>();
  private final List<Answer> proofs = new ArrayList<>();
  private final List<Answer> certificates = new ArrayList<>();
  private final TreeMap<Long, List<Answer>> bySequence = new TreeMap<>();

  /**
   * What was said of one order in all.
   *
   * @param last the last word
   * @param perhaps whether it may have been taken at any time: taken, or nobody knows
   */
  record Said(Word last, boolean perhaps) {}

  private Answers(Findings findings) {
    this.findings = findings;
  }

  /** Reads them all; a line that the recorder did not finish, at the end, is left out. */
  static Answers read(Path file, Findings findings) throws IOException {
    Answers answers = new Answers(findings);
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answers.add(json.readTree(line));
      }
    } catch (EOFException e) {
      findings.saw("answers' file that was not closed", 1);
    }
    return answers;
  }

  private void add(JsonNode line) {
    String gateway = line.path("gateway").asText();
    String asked = line.path("asked").asText();
    int status = line.path("status").asInt();
    findings.saw("answers " + (status == 0 ? "that never came" : Integer.toString(status)), 1);
    for (JsonNode id : line.path("sent")) {
      // What stands in an account's way today is no word on what was taken before.
      Word word = status == TAKEN ? Word.TAKEN : isRefusal(status) ? Word.REFUSED : Word.UNKNOWN;
      said.merge(
          Id.hex(id.asText()),
          new Said(word, word != Word.REFUSED),
          (before, now) ->
              new Said(
                  now.last() == Word.UNKNOWN ? before.last() : now.last(),
                  before.perhaps() || now.perhaps()));
    }
    if (status != OK) {
      return;
    }
    Answer answer = new Answer(line.path("at").asLong(), gateway, asked, line.path("body"));
    String[] path = asked.substring(asked.indexOf('/') + 1).split("/", -1);
    if (path[path.length - 1].equals("proof")) {
      proofs.add(answer);
    } else if (path[0].equals("orders") || (path.length == 4 && path[2].equals("bets"))) {
      orders.add(answer);
    } else if (path[0].equals("accounts") || (path[0].equals("games") && path.length == 2)) {
      bySequence
          .computeIfAbsent(answer.body().path("sequence").asLong(), none -> new ArrayList<>())
          .add(answer);
    } else if (path[0].equals("consensus") && path.length == 3 && path[1].equals("qc")) {
      certificates.add(answer);
    }
  }

  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500 && status != 408 && status != 429;
  }

  Map<Id, Said> said() {
    return said;
  }

  /** About single bets and orders. */
  List<Answer> orders() {
    return orders;
  }

  List<Answer> proofs() {
    return proofs;
  }

  List<Answer> certificates() {
    return certificates;
  }

  /** About accounts and tables as they stand after that block; they are forgotten here. */
  List<Answer> after(long sequence) {
    List<Answer> due = new ArrayList<>();
    while (!bySequence.isEmpty() && bySequence.firstKey() <= sequence) {
      due.addAll(bySequence.pollFirstEntry().getValue());
    }
    return due;
  }

  /** How many are about a block that was never shown. */
  long left() {
    return bySequence.values().stream().mapToLong(List::size).sum();
  }
}
