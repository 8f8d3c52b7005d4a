package org.bitcraps.evidence.genesis;

import java.util.EnumMap;
import java.util.Map;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.WireValue;

/** A value for every {@link Parameter}, within its range. Immutable. */
public final class Parameters implements WireValue {

  private final EnumMap<Parameter, Long> values;

  private Parameters(EnumMap<Parameter, Long> values) {
    this.values = values;
  }

  /** The defaults of SPEC. */
  public static Parameters defaults() {
    EnumMap<Parameter, Long> values = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      values.put(parameter, parameter.defaultValue());
    }
    return new Parameters(values);
  }

  /**
   * These parameters with one of them changed.
   *
   * @throws IllegalArgumentException if the value is out of range; names the parameter
   */
  public Parameters with(Parameter parameter, long value) {
    if (!parameter.allows(value)) {
      throw new IllegalArgumentException(
          parameter + " is " + value + ", allowed " + parameter.range());
    }
    EnumMap<Parameter, Long> changed = new EnumMap<>(values);
    changed.put(parameter, value);
    return new Parameters(changed);
  }

  /** The value of one parameter. */
  public long get(Parameter parameter) {
    return values.get(parameter);
  }

  /** The value of one parameter whose range fits an int. */
  public int getInt(Parameter parameter) {
    return Math.toIntExact(get(parameter));
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u16(values.size());
    for (Map.Entry<Parameter, Long> entry : values.entrySet()) {
      out.u16(entry.getKey().code()).u63(entry.getValue());
    }
  }

  /** Reads all parameters, each once, in the order of their codes. */
  public static Parameters decode(Decoder in) {
    int count = in.u16("parameters");
    MalformedException.require(
        count == Parameter.values().length, "parameters", count + " parameters");
    Parameters parameters = defaults();
    for (Parameter expected : Parameter.values()) {
      int code = in.u16("parameter");
      MalformedException.require(
          Parameter.fromCode(code).filter(p -> p == expected).isPresent(),
          "parameter",
          "expected " + expected + ", found code " + code);
      parameters = parameters.with(expected, in.u63(expected.name()));
    }
    return parameters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
