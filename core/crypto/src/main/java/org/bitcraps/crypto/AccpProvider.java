package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;

/**
 * Amazon Corretto Crypto Provider, if it is there: its jar is optional and its native library
 * exists for some platforms only. Looked for once per class loader, by name, so that this room
 * compiles and runs without it.
 */
sealed interface AccpProvider {

  /** The provider, its native library loaded and its answers checked. */
  record Loaded(Provider provider) implements AccpProvider {}

  /** Why there is none, in a sentence for the boot log. */
  record Absent(String reason) implements AccpProvider {}

  /** The same answer every time. */
  static AccpProvider find() {
    return Search.RESULT;
  }

  /** Runs when first asked, and only once: a native library loads once. */
  final class Search {

    private static final String CLASS =
        "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private static final AccpProvider RESULT = search();

    private Search() {}

    private static AccpProvider search() {
      try {
        Class<?> type = Class.forName(CLASS, true, AccpProvider.class.getClassLoader());
        Provider provider = (Provider) type.getField("INSTANCE").get(null);
        if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable error) {
          return new Absent("its native library did not load: " + error);
        }
        return SelfCheck.passes(provider)
            ? new Loaded(provider)
            : new Absent("it gave a wrong answer in the self-check of rule X1");
      } catch (ClassNotFoundException e) {
        return new Absent("its jar is not on the class path");
      } catch (ReflectiveOperationException
          | GeneralSecurityException
          | LinkageError
          | RuntimeException e) {
        return new Absent("it did not start: " + e);
      }
    }
  }
}
