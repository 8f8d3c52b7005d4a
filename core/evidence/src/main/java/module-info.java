/** What anyone can check, with nothing but the Java platform (DESIGN W1: no requires). */
module org.bitcraps.evidence {
  exports org.bitcraps.evidence.craps;
  exports org.bitcraps.evidence.keys;
  exports org.bitcraps.evidence.wire;
  exports org.bitcraps.evidence.merkle;
  exports org.bitcraps.evidence.membership;
  exports org.bitcraps.evidence.genesis;
  exports org.bitcraps.evidence.certificate;
  exports org.bitcraps.evidence.bet;
  exports org.bitcraps.evidence.dice;
  exports org.bitcraps.evidence.operation;
  exports org.bitcraps.evidence.execution;
  exports org.bitcraps.evidence.exchange;
  exports org.bitcraps.evidence.chronicle;
  exports org.bitcraps.evidence.proof;
  exports org.bitcraps.evidence.replay;
}
