package org.bitcraps.simulator.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loads this house's classes anew, from where its parent has them, but for the few that a mutant
 * replaces: all others are byte for byte the same. They have to be loaded anew, for a class sees
 * the classes of its own loader.
 */
final class ShadowLoader extends ClassLoader {

  private static final String HOUSE = "org.bitcraps.";

  private final Map<String, byte[]> replaced;

  ShadowLoader(Map<String, byte[]> replaced) {
    super(ShadowLoader.class.getClassLoader());
    this.replaced = new TreeMap<>(replaced);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(HOUSE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = replaced.get(name);
        byte[] code = bytes == null ? original(name) : bytes;
        loaded = defineClass(name, code, 0, code.length);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
