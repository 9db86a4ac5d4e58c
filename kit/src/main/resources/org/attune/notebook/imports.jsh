import org.attune.*;
import org.attune.curve.*;
import org.attune.data.*;
import org.attune.method.*;
import org.attune.sample.*;
import tech.tablesaw.api.*;
import java.nio.file.*;
import java.util.*;
import static org.attune.Evaluate.*;
