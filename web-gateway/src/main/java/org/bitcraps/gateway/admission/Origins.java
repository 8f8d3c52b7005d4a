package org.bitcraps.gateway.admission;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose pages may read what this gateway answers (Fetch §3.2). There are no cookies and no login: a
 * page of another site reads nothing that its own server could not read.
 *
 * @param any pages of every site
 * @param listed otherwise: those of these origins, as browsers spell them
 */
public record Origins(boolean any, List<String> listed) {

  /** Everybody. */
  public static final String ANY = "*";

  /** Nobody. */
  public static final Origins NONE = new Origins(false, List.of());

  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  /** A copy. */
  public Origins {
    listed = List.copyOf(listed);
  }

  /**
   * Reads {@code *}, {@code none}, or origins with commas between.
   *
   * @throws IllegalArgumentException if one is no origin
   */
  public static Origins parse(String text) {
    return switch (text.strip()) {
      case ANY -> new Origins(true, List.of());
      case "none" -> NONE;
      default -> {
        List<String> origins = List.of(text.strip().split("\\s*,\\s*", -1));
        for (String origin : origins) {
          if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException(
                "\"" + origin + "\" is no origin like https://example.org; or *, or none");
          }
        }
        yield new Origins(false, origins);
      }
    };
  }

  /** What Access-Control-Allow-Origin says to a page of that origin; nothing if it may not read. */
  public Optional<String> allows(String origin) {
    return any ? Optional.of(ANY) : listed.stream().filter(origin::equals).findFirst();
  }
}
