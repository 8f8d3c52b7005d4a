package org.bitcraps.simulator.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The mutants and the production sources that they change, as the build packed them. */
public final class Mutants {

  private static final String FOLDER = "/mutants";
  private static final String SOURCES = "/production/";

  private Mutants() {}

  /** All mutants, by name. */
  public static List<Mutant> all() {
    try {
      URL folder = Mutants.class.getResource(FOLDER);
      if (folder == null) {
        throw new IllegalStateException("the mutants are not packed with the simulator");
      }
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Mutant> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    }
    List<Mutant> mutants = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replaceFirst("\\.txt$", "");
      mutants.add(Mutant.parse(name, Files.readString(file).replace("\r\n", "\n")));
    }
    return mutants;
  }

  /**
   * A production source.
   *
   * @throws IllegalArgumentException if there is none by that path
   */
  static String source(String file) {
    try (InputStream in = Mutants.class.getResourceAsStream(SOURCES + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no production source " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
