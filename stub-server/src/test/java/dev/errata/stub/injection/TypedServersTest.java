package dev.errata.stub.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler refuses the errors of another API, and says nothing against what is right. */
class TypedServersTest {

    private static final List<String> RIGHT = List.of(
            "buena.willFail(BuenaError.NOT_FOUND)",
            "buena.willFail(failure(BuenaError.NOT_FOUND))",
            "buena.willFail(failure(\"lead-not-found\").forever())",
            "buena.willFail(failure(BuenaError.NOT_FOUND).times(2), pass(), failure(\"rate-limited\"))",
            "buena.willFail(failure(Fault.RESET_IN_BODY))",
            "buena.willFail(failure((ApiError) BuenaError.NOT_FOUND))",
            "buena.chaos(Chaos.rate(0.1).seed(1).errors(BuenaError.NOT_FOUND).faults(Fault.GARBAGE))",
            "buena.chaos(Chaos.exactly(1, 2))",
            "buena.baseUrl(BuenaError.NOT_FOUND)");

    private static final List<String> WRONG = List.of(
            "buena.willFail(DatabuddyError.NOT_FOUND)",
            "buena.willFail(failure(DatabuddyError.NOT_FOUND))",
            "buena.willFail(failure(BuenaError.NOT_FOUND), failure(DatabuddyError.NOT_FOUND))",
            "buena.chaos(Chaos.rate(0.1).errors(DatabuddyError.NOT_FOUND))",
            "buena.baseUrl(DatabuddyError.NOT_FOUND)");

    @TempDir
    private Path classes;

    @Test
    void errorsOfTheSameApiCompileWithoutAWarning() {
        assertThat(diagnostics(RIGHT)).isEmpty();
    }

    @Test
    void errorsOfAnotherApiDoNotCompile() {
        assertThat(diagnostics(WRONG))
                .filteredOn(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .extracting(found -> WRONG.get((int) found.getLineNumber() - 1))
                .containsExactlyElementsOf(WRONG);
    }

    private List<Diagnostic<? extends JavaFileObject>> diagnostics(List<String> statements) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Boolean unused = javac.getTask(
                        null,
                        null,
                        found,
                        List.of("-Xlint:all,-processing,-path", "-proc:none", "-d", classes.toString()),
                        null,
                        List.of(new Source(statements)))
                .call();
        return found.getDiagnostics();
    }

    /** Has a line for each statement, the first one beside what all need. */
    private static final class Source extends SimpleJavaFileObject {
        private final List<String> statements;

        Source(List<String> statements) {
            super(URI.create("string:///Sample.java"), Kind.SOURCE);
            this.statements = statements;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "import static dev.errata.stub.injection.Failure.*; import dev.errata.fixtures.*; import dev.errata.stub.*;"
                    + " import dev.errata.stub.injection.*; class Sample { void sample(BuenaServer buena) { "
                    + String.join(";\n", statements)
                    + "; } }";
        }
    }
}
