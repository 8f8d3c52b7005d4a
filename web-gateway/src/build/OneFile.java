import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Puts script and style into a page, with their hashes into its Content-Security-Policy: one file
 * that runs from a disk, and runs nothing but what it was built with. Started from source by the
 * build: {@code OneFile page.html script.js style.css out.html}.
 */
final class OneFile {

  private OneFile() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    // A carriage return would be a line feed to the browser, and the hash another one.
    String page = Files.readString(Path.of(args[0])).replace("\r\n", "\n");
    String script = Files.readString(Path.of(args[1])).replace("\r", "");
    String style = Files.readString(Path.of(args[2])).replace("\r", "");
    if (script.contains("</script") || style.contains("</style") || script.contains("<!--")) {
      throw new IllegalStateException("script or style would end its own element");
    }
    page = put(page, "{script-hash}", hash(script));
    page = put(page, "{style-hash}", hash(style));
    page = put(page, "{style}", style);
    page = put(page, "{script}", script);
    Path out = Path.of(args[3]);
    Files.createDirectories(out.getParent());
    Files.writeString(out, page);
  }

  private static String put(String page, String place, String what) {
    int at = page.indexOf(place);
    if (at < 0) {
      throw new IllegalStateException("the page has no place for " + place);
    }
    return page.substring(0, at) + what + page.substring(at + place.length());
  }

  private static String hash(String text) throws GeneralSecurityException {
    byte[] sha =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(sha);
  }
}
