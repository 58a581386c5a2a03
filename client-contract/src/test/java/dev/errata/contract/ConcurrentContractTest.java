package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.errata.contract.ContractRun.Result;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.platform.engine.TestExecutionResult.Status;

class ConcurrentContractTest {

    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    @Execution(CONCURRENT)
    static class BuenaClientUnderManyThreads extends BuenaReferenceClient {
        @Override
        public ClientReport call(URI baseUrl, String apiKey) throws Exception {
            THREADS.add(Thread.currentThread());
            return super.call(baseUrl, apiKey);
        }
    }

    @Test
    void theRulesMayRunConcurrently() {
        ContractRun run = ContractRun.of(List.of(BuenaClientUnderManyThreads.class));

        assertThat(run.failures().map(Result::message)).isEmpty();
        assertThat(run.results(Status.SUCCESSFUL)).hasSizeGreaterThan(100);
        assertThat(THREADS).hasSizeGreaterThan(1);
    }
}
