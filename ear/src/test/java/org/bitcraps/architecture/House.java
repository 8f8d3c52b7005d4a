package org.bitcraps.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of every room that has any. */
final class House {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));

  private static final List<String> ROOMS =
      List.of(
          "core/evidence",
          "core/protocol",
          "core/crypto",
          "core/simulator",
          "jms-config",
          "persistence",
          "ejb-consensus",
          "web-gateway",
          "client/sdk",
          "client/cli",
          "ear/checker");

  private House() {}

  static JavaClasses classes() {
    return in(ROOMS.stream().map(House::compiled).filter(Files::isDirectory).toList());
  }

  static JavaClasses in(List<Path> folders) {
    return new ClassFileImporter().importPaths(folders);
  }

  static Path evidence() {
    return compiled("core/evidence");
  }

  /** W1: whether the module compiled in {@code folder} requires nothing but java.base. */
  static boolean requiresNothing(Path folder) throws IOException {
    try (var bytes = Files.newInputStream(folder.resolve("module-info.class"))) {
      Stream<String> required =
          ModuleDescriptor.read(bytes).requires().stream().map(Requires::name);
      return required.allMatch("java.base"::equals);
    }
  }

  private static Path compiled(String room) {
    return ROOT.resolve(room).resolve("target").resolve("classes");
  }
}
