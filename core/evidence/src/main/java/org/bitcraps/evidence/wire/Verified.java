package org.bitcraps.evidence.wire;

/**
 * A value whose signatures were checked. Only {@link Verifier} makes one, so a method that takes it
 * cannot be called with unchecked bytes.
 */
public final class Verified<T> {

  private final T value;

  Verified(T value) {
    this.value = value;
  }

  /** The checked value. */
  public T value() {
    return value;
  }

  @Override
  public String toString() {
    return "Verified[" + value + "]";
  }
}
