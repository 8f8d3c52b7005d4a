package org.bitcraps.jms;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver that keeps everything. */
final class Collected implements Inbox.Receiver {

  final BlockingQueue<Envelope> envelopes = new LinkedBlockingQueue<>();
  final BlockingQueue<Envelope.Reading.Refused> refusals = new LinkedBlockingQueue<>();
  final BlockingQueue<String> faults = new LinkedBlockingQueue<>();

  @Override
  public void received(Envelope envelope) {
    envelopes.add(envelope);
  }

  @Override
  public void refused(Envelope.Reading.Refused refusal) {
    refusals.add(refusal);
  }

  @Override
  public void disconnected(String why) {
    faults.add(why);
  }

  Envelope next() throws InterruptedException {
    return envelopes.poll(10, TimeUnit.SECONDS);
  }
}
