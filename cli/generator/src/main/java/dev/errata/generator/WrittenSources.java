package dev.errata.generator;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The result of writing generated classes into a folder.
 *
 * @param files the files of all classes
 * @param changed those of them that were new or said something else, and were written
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WrittenSources(List<Path> files, List<Path> changed) {

    /**
     * Keeps copies.
     *
     * @param files the files of all classes
     * @param changed those of them that were written
     */
    public WrittenSources {
        files = List.copyOf(files);
        changed = List.copyOf(changed);
    }
}
