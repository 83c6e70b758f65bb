package dev.manabi.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Several stories at the same time. */
final class Stories implements AutoCloseable {

    private static final long LIMIT_SECONDS = 300;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();

    private Stories() {}

    static Stories begin(List<MainStory> stories, Consumer<MainStory> play) {
        Stories begun = new Stories();
        stories.forEach(story -> begun.running.add(begun.threads.submit(() -> play.accept(story))));
        return begun;
    }

    boolean isOver() {
        return running.stream().allMatch(Future::isDone);
    }

    /** Fails with the first that failed, and with the others added to it. */
    void awaitEnd() {
        AssertionError failure = null;
        for (Future<?> story : running) {
            try {
                story.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (failure == null) {
                    failure = new AssertionError("a story did not come to its end", e.getCause());
                } else {
                    failure.addSuppressed(e.getCause());
                }
            } catch (TimeoutException e) {
                throw new AssertionError("a story takes longer than " + LIMIT_SECONDS + " s", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Gives up those that still run. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
