package io.vigia.kit.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Goes before the console and the file: lets every record pass, but none that is longer than a line
 * may be, or whose text would look like a second line.
 */
@LoggingFilter(name = "one-line")
final class LogLineWiring implements Filter {

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord ours) {
      String message = ours.getFormattedMessage();
      if (message != null && !LogText.isFit(message)) {
        ours.setMessage(LogText.fit(message), FormatStyle.NO_FORMAT);
        ours.setParameters(new Object[0]);
      }
    }
    if (record.getThrown() != null) {
      record.setThrown(FitThrowable.of(record.getThrown()));
    }
    return true;
  }
}
