package io.vigia.e2e.chaos;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A debugger at one point of a running process: whoever comes there stops the whole process. */
final class Breakpoint implements AutoCloseable {

  private final Point point;
  private final VirtualMachine machine;

  private Breakpoint(Point point, VirtualMachine machine) {
    this.point = point;
    this.machine = machine;
  }

  static Breakpoint set(int debugPort, Point point) {
    try {
      AttachingConnector connector =
          Bootstrap.virtualMachineManager().attachingConnectors().stream()
              .filter(c -> c.name().equals("com.sun.jdi.SocketAttach"))
              .findFirst()
              .orElseThrow();
      Map<String, Connector.Argument> arguments = connector.defaultArguments();
      arguments.get("hostname").setValue("127.0.0.1");
      arguments.get("port").setValue(String.valueOf(debugPort));
      var breakpoint = new Breakpoint(point, connector.attach(arguments));
      breakpoint.enable();
      return breakpoint;
    } catch (IOException | IllegalConnectorArgumentsException e) {
      throw new IllegalStateException("no debugger at port " + debugPort, e);
    }
  }

  /** Waits until the process stands still at the point. */
  void await(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (System.nanoTime() < end) {
        EventSet events = machine.eventQueue().remove(200);
        if (events != null && hit(events)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("nobody came to " + point.type() + "." + point.method());
  }

  /** Lets the process go on as if nothing had been. */
  @Override
  public void close() {
    try {
      machine.eventRequestManager().deleteAllBreakpoints();
      machine.dispose();
    } catch (VMDisconnectedException killed) {
      // the usual end here
    }
  }

  private void enable() {
    List<ReferenceType> loaded = machine.classesByName(point.type());
    if (loaded.isEmpty()) {
      var prepare = machine.eventRequestManager().createClassPrepareRequest();
      prepare.addClassFilter(point.type());
      prepare.enable();
    }
    loaded.forEach(this::enable);
  }

  private void enable(ReferenceType type) {
    List<Method> methods = type.methods().stream().filter(this::isMeant).toList();
    if (methods.isEmpty()) {
      throw new AssertionError("there is no " + point.type() + "." + point.method());
    }
    for (Method method : methods) {
      BreakpointRequest request =
          machine.eventRequestManager().createBreakpointRequest(method.location());
      request.addCountFilter(point.count());
      request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
      request.enable();
    }
  }

  private boolean isMeant(Method method) {
    String[] named = point.method().split("/", 2);
    return method.name().equals(named[0])
        && !method.isSynthetic()
        && !method.isAbstract()
        && (named.length == 1 || method.argumentTypeNames().size() == Integer.parseInt(named[1]));
  }

  private boolean hit(EventSet events) {
    boolean hit = false;
    for (Event event : events) {
      if (event instanceof ClassPrepareEvent prepared) {
        enable(prepared.referenceType());
      }
      hit |= event instanceof BreakpointEvent;
    }
    if (!hit) {
      events.resume();
    }
    return hit;
  }
}
