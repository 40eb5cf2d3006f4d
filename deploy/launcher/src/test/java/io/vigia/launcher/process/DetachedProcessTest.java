package io.vigia.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DetachedProcessTest {

  private static final int SESSION = 3;

  @Test
  void shouldHaveASessionAFolderAndAnEnvironmentOfItsOwn(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("logs/part.log");
    String script = "pwd; echo \"$GIVEN$HOME\"; ls /proc/$$/fd | tr '\\n' ' '; cat /proc/$$/stat";

    Process process =
        DetachedProcess.start(
            List.of("sh", "-c", script),
            folder,
            Map.of("GIVEN", "yes", "PATH", System.getenv("PATH")),
            log);

    assertEquals(0, process.waitFor());
    List<String> said = Files.readAllLines(log);
    assertEquals(folder.toRealPath().toString(), said.get(0));
    assertEquals("yes", said.get(1));
    assertTrue(said.get(2).startsWith("0 1 2 "), said.get(2));
    String afterName = said.get(2).substring(said.get(2).lastIndexOf(')') + 2);
    assertEquals(String.valueOf(process.pid()), afterName.split(" ", -1)[SESSION]);
  }
}
