package org.bitcraps.node.startup;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.bitcraps.node.shelf.ShelfLoop;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.commons.api.BasicCacheContainer;
import org.jboss.msc.Service;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceController.Mode;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceTarget;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/**
 * Has the server start its caches when they are first wanted, and it has started itself. A
 * reference ({@code @Resource}) would have the application wait for them, and they for JGroups to
 * join the other servers. A start that they were part of would fail with them: they wait for what
 * the others hold for up to four minutes, and WildFly takes back a start that lasts for five.
 *
 * <p>WildFly starts what something needs: here a service of ours that nobody needs, and that is
 * wanted from the first {@link #cache} on. It also stops each cache before WildFly forgets what it
 * is. It is none of the deployment's own: one of those that waits for something makes WildFly call
 * the deployment failed, and the server not ready. Found by WildFly by way of {@code
 * META-INF/services}.
 */
public final class CachesActivator implements ServiceActivator, Service {

  /** WildFly's capabilities; the second has the value. */
  private static final ServiceName CONFIGURATION =
      ServiceName.parse("org.wildfly.clustering.infinispan.cache-configuration").append("bitcraps");

  private static final ServiceName CONTAINER =
      ServiceName.parse("org.wildfly.clustering.infinispan.cache-container").append("bitcraps");

  /** WildFly says there whether it has started. */
  private static final String SERVER = "jboss.root:type=state";

  private static final Set<Object> ENDING = Set.of("stopping", "stopped");

  private static final Duration LOOK = Duration.ofMillis(200);

  /** Joining the others may take this long; whoever wants a cache then asks again. */
  private static final long JOIN_S_MAX = 60;

  /** Whoever must be told that we leave may not answer. */
  private static final long STOP_S_MAX = 3;

  /** Of this deployment, whose class loader has this class for itself. */
  private static volatile CachesActivator activated;

  private final CompletableFuture<BasicCacheContainer> container = new CompletableFuture<>();
  private final Set<BasicCache<?, ?>> caches = new HashSet<>();
  private final CompletableFuture<ServiceController<?>> controller = new CompletableFuture<>();
  private Supplier<BasicCacheContainer> started;
  private volatile boolean ended;

  @Override
  public void activate(ServiceActivatorContext context) {
    ServiceBuilder<?> builder = context.getServiceTarget().addService();
    builder.provides(ServiceName.of("bitcraps", "application"));
    builder.setInstance(new Deployed());
    builder.install();
    activated = this;
  }

  /** The deployment's own: brings the other, and takes it away. */
  private final class Deployed implements Service {

    @Override
    public void start(StartContext context) {
      controller.complete(install(context.getController().getServiceContainer()));
    }

    @Override
    public void stop(StopContext context) {
      context.asynchronous();
      ServiceController<?> ours = controller.join();
      ours.addListener(
          new LifecycleListener() {
            @Override
            public void handleEvent(ServiceController<?> of, LifecycleEvent event) {
              if (event == LifecycleEvent.REMOVED) {
                context.complete();
              }
            }
          });
      ours.setMode(Mode.REMOVE);
    }
  }

  private ServiceController<?> install(ServiceTarget target) {
    ServiceBuilder<?> builder = target.addService();
    builder.provides(ServiceName.of("bitcraps", "caches"));
    for (String cache : Caches.NAMES) {
      builder.requires(CONFIGURATION.append(cache));
    }
    started = builder.requires(CONTAINER);
    builder.setInitialMode(Mode.NEVER);
    builder.setInstance(this);
    return builder.install();
  }

  @Override
  public void start(StartContext context) {
    container.complete(started.get());
  }

  @Override
  public void stop(StopContext context) {
    ended = true;
    context.asynchronous();
    Future<?> _ =
        CompletableFuture.runAsync(this::stopCaches)
            .orTimeout(STOP_S_MAX, TimeUnit.SECONDS)
            .whenComplete((_, _) -> context.complete());
  }

  private synchronized void stopCaches() {
    caches.forEach(BasicCache::stop);
  }

  /**
   * A cache of the server. Waits until it is there; starts it again if somebody stopped it.
   *
   * @throws ShelfLoop.EndedException if the server has stopped its caches
   * @throws IllegalStateException if it does not come
   */
  static Map<Object, Object> cache(String name) {
    CachesActivator ours = activated;
    if (ours == null) {
      throw new IllegalStateException("this server does not activate services");
    }
    try {
      while (isStarting()) {
        Thread.sleep(LOOK);
      }
      ours.controller.get(JOIN_S_MAX, TimeUnit.SECONDS).compareAndSetMode(Mode.NEVER, Mode.ACTIVE);
      return ours.start(ours.container.get(JOIN_S_MAX, TimeUnit.SECONDS), name);
    } catch (TimeoutException | ExecutionException e) {
      ours.tryAgain();
      throw new IllegalStateException("it has not started within " + JOIN_S_MAX + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShelfLoop.EndedException();
    }
  }

  /** Nobody else starts what has once failed to: the container, or the channel below it. */
  private void tryAgain() {
    ServiceController<?> ours = controller.getNow(null);
    Set<ServiceName> seen = new HashSet<>();
    Deque<ServiceController<?>> open = new ArrayDeque<>();
    for (ServiceController<?> next = ours; next != null; next = open.poll()) {
      if (next.getState() == ServiceController.State.START_FAILED) {
        next.retry();
      }
      for (ServiceName name : next.requires()) {
        ServiceController<?> required = next.getServiceContainer().getService(name);
        if (required != null && seen.add(name)) {
          open.add(required);
        }
      }
    }
  }

  /**
   * @throws ShelfLoop.EndedException if it is stopping: nobody joins others then
   */
  private static boolean isStarting() {
    try {
      Object state =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName(SERVER), "ProcessState");
      if (ENDING.contains(state)) {
        throw new ShelfLoop.EndedException();
      }
      return "starting".equals(state);
    } catch (JMException e) {
      throw new IllegalStateException("the server does not say whether it has started", e);
    }
  }

  private synchronized Map<Object, Object> start(BasicCacheContainer from, String name) {
    if (ended) {
      throw new ShelfLoop.EndedException();
    }
    BasicCache<Object, Object> cache = from.getCache(name);
    caches.add(cache);
    return cache;
  }
}
