import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds, signs and posts a bet. Java 21, nothing beside it; programs that do more take {@code client/sdk}.
 *
 * <pre>
 * java SignBet.java ../vectors/bet.json             signs every published vector anew and compares: sends nothing
 * java SignBet.java --post http://127.0.0.1:8080    a new key, chips from the faucet, one chip on the field
 * </pre>
 */
public final class SignBet {

  private static final HexFormat HEX = HexFormat.of();
  private static final long CHIP = 1_320;
  private static final int FIELD = 80;

  /** RFC 8410: what stands before the 32 bytes of a seed. */
  private static final byte[] PKCS8 = HEX.parseHex("302e020100300506032b657004220420");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SignBet() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("--post")) {
      post(args[1].replaceAll("/$", ""));
    } else if (args.length == 1) {
      System.exit(compare(Path.of(args[0])) ? 0 : 1);
    } else {
      System.err.println("SignBet.java ../vectors/bet.json, or SignBet.java --post http://127.0.0.1:8080");
      System.exit(2);
    }
  }

  /** What a player signs: docs/wire.md, Wager. All numbers big-endian; 0x20 is the tag of a bet. */
  static byte[] betBytes(
      byte[] chain, byte[] key, int table, long round, int type, long amount, long nonce, long expiresAtMs) {
    return ByteBuffer.allocate(101)
        .put((byte) 0x20).put(chain).put(key).putShort((short) table).putLong(round).putShort((short) type)
        .putLong(amount).putLong(nonce).putLong(expiresAtMs)
        .array();
  }

  /** The same of play money: docs/wire.md, FaucetGrant. */
  static byte[] grantBytes(byte[] chain, byte[] key, long amount, long nonce, long expiresAtMs) {
    return ByteBuffer.allocate(89)
        .put((byte) 0x23).put(chain).put(key).putLong(amount).putLong(nonce).putLong(expiresAtMs)
        .array();
  }

  /** Known before any server answers; the signature is no part of it. */
  static String orderId(byte[] signed) throws GeneralSecurityException {
    return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(signed));
  }

  static String sign(PrivateKey secret, byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(secret);
    signature.update(signed);
    return HEX.formatHex(signature.sign());
  }

  static PrivateKey secretOf(byte[] seed) throws GeneralSecurityException {
    byte[] pkcs8 = ByteBuffer.allocate(PKCS8.length + seed.length).put(PKCS8).put(seed).array();
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Signs each vector from its seed; true if all bytes, ids and signatures are the published ones. */
  static boolean compare(Path file) throws IOException, GeneralSecurityException {
    boolean good = true;
    int rows = 0;
    Matcher row = Pattern.compile("\\{[^{}]*\"seed\"[^{}]*}").matcher(Files.readString(file));
    for (; row.find(); rows++) {
      String vector = row.group();
      byte[] signed =
          betBytes(
              HEX.parseHex(field(vector, "chain")), HEX.parseHex(field(vector, "key")),
              Integer.parseInt(field(vector, "table")), Long.parseLong(field(vector, "round")),
              Integer.parseInt(field(vector, "typeCode")), Long.parseLong(field(vector, "amount")),
              Long.parseLong(field(vector, "nonce")), Long.parseLong(field(vector, "expiresAtMs")));
      boolean same =
          HEX.formatHex(signed).equals(field(vector, "signed"))
              && orderId(signed).equals(field(vector, "id"))
              && sign(secretOf(HEX.parseHex(field(vector, "seed"))), signed).equals(field(vector, "signature"));
      System.out.println(field(vector, "name") + (same ? " same" : " DIFFERENT"));
      good &= same;
    }
    return good && rows > 0;
  }

  /** The first field of that name in flat JSON; programs that do more take a JSON library. */
  private static String field(String json, String name) {
    Matcher found = Pattern.compile('"' + name + "\"\\s*:\\s*\"?([^\",}]*)").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  private static void post(String gateway) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
    byte[] chain = HEX.parseHex(field(get(gateway, "/genesis"), "chain"));
    long expires = System.currentTimeMillis() + 60_000;
    String who =
        "\"chain\":\"%s\",\"key\":\"%s\",\"expiresAtMs\":%d"
            .formatted(HEX.formatHex(chain), HEX.formatHex(key), expires);

    byte[] grant = grantBytes(chain, key, CHIP, 0, expires);
    send(gateway, "/orders",
        "{\"kind\":\"FAUCET_GRANT\",%s,\"amount\":%d,\"nonce\":0,\"signature\":\"%s\"}"
            .formatted(who, CHIP, sign(pair.getPrivate(), grant)));
    until(gateway, "/orders/" + orderId(grant), order -> field(order, "state").equals("DONE"));

    String game = until(gateway, "/games/0", now -> field(now, "phase").equals("BETTING"));
    long round = Long.parseLong(field(game, "round"));
    byte[] bet = betBytes(chain, key, 0, round, FIELD, CHIP, 1, expires);
    System.out.println(
        send(gateway, "/games/0/bets",
            "{%s,\"table\":0,\"round\":%d,\"type\":\"FIELD\",\"amount\":%d,\"nonce\":1,\"signature\":\"%s\"}"
                .formatted(who, round, CHIP, sign(pair.getPrivate(), bet))));
    System.out.println("proof: curl -s " + gateway + "/api/v1/games/0/bets/" + orderId(bet) + "/proof");
  }

  /** Asks until the answer is wanted; gives up after a minute. */
  private static String until(String gateway, String path, Predicate<String> wanted) throws Exception {
    for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; Thread.sleep(200)) {
      String answer = get(gateway, path);
      if (wanted.test(answer)) {
        return answer;
      }
    }
    throw new IllegalStateException("not within a minute: " + path);
  }

  private static String get(String gateway, String path) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path)).build());
  }

  private static String send(String gateway, String path, String body) throws Exception {
    return answer(
        HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** An answer; a problem document ends the program with its sentence. */
  private static String answer(HttpRequest request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }
}
