package org.bitcraps.node.startup;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.node.ingress.VerifierPool;
import org.bitcraps.node.shelf.Shelves;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.port.Storage;

/**
 * What the validators of a server share.
 *
 * @param start the ledger at genesis
 * @param home where each has its folder
 * @param shelves caches of the server, which others may write to
 * @param threads every thread of a validator comes from here
 */
record Surroundings(
    Genesis genesis,
    ExecutedBlock start,
    Home home,
    Storage storage,
    Transport transport,
    Verifier verifier,
    VerifierPool pool,
    Shelves shelves,
    ThreadFactory threads,
    Clock clock,
    Pacing pacing) {}
