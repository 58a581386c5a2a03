package dev.errata.junit.internal;

import com.github.tomakehurst.wiremock.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The scripts of one lane. A request goes to the first that fits it and has turns left; the oldest comes first. */
public final class Scripts {

    private final List<Script> armed = new CopyOnWriteArrayList<>();

    /** Makes sure that a script is looked at; those that are used up are let go. */
    public synchronized void arm(Script script) {
        armed.removeIf(other -> other != script && other.isUsedUp());
        if (!armed.contains(script)) {
            armed.add(script);
        }
    }

    /** Lets all scripts go. */
    public void clear() {
        armed.clear();
    }

    Optional<Script.Step> take(Request request) {
        for (Script script : armed) {
            Optional<Script.Step> step = script.take(request);
            if (step.isPresent()) {
                return step;
            }
        }
        return Optional.empty();
    }

    /** The scripts that still have turns for requests that did not come. */
    public List<Script> unfinished() {
        return armed.stream().filter(Script::isUnfinished).toList();
    }
}
