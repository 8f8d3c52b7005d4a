package org.bitcraps.persistence.view;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.PersistenceException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.bitcraps.evidence.chronicle.Chronicle;

/** Gives the application its history, on the data source that the server names. */
@ApplicationScoped
public class ChronicleBean {

  /** Where the server binds it. */
  static final String DATA_SOURCE = "java:jboss/datasources/BitCrapsDS";

  private final JpaChronicle chronicle = new JpaChronicle(ChronicleBean::lookUp);

  // The name is a constant of ours, nobody's input; looked up late, since it may be away.
  @SuppressWarnings("BanJNDI")
  private static DataSource lookUp() {
    try {
      return InitialContext.doLookup(DATA_SOURCE);
    } catch (NamingException e) {
      throw new PersistenceException("the server has no data source " + DATA_SOURCE, e);
    }
  }

  /** One for all. */
  @Produces
  public Chronicle chronicle() {
    return chronicle;
  }

  @PreDestroy
  void end() {
    chronicle.close();
  }
}
