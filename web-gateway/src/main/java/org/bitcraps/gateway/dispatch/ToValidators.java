package org.bitcraps.gateway.dispatch;

/** The sending end towards all validators; promises nothing about arrival. */
public interface ToValidators {

  /** Sends a body to every validator. */
  void body(byte[] batchBody);
}
