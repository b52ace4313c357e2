namespace Pipeline.Website.Http;

/// <summary>Bodies as they were sent, the least recently asked leaving first when they come to more than the limit. Thread-safe.</summary>
internal sealed class BodyCache(long maximumBytes)
{
    // What an entry weighs beside its bytes: key, nodes, headers.
    private const int Overhead = 300;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Tag, Coding Coding), LinkedListNode<Entry>> byKey = [];
    private readonly LinkedList<Entry> byUse = new();
    private long bytes;

    public bool TryGet(string tag, Coding coding, out CodedBody body)
    {
        lock (gate)
        {
            if (!byKey.TryGetValue((tag, coding), out var node))
            {
                body = default;
                return false;
            }
            byUse.Remove(node);
            byUse.AddFirst(node);
            body = node.Value.Body;
            return true;
        }
    }

    /// <summary>Keeps a body, unless it would push out more than a quarter of all others.</summary>
    public void Keep(string tag, Coding coding, CodedBody body)
    {
        if (Weight(body) > maximumBytes / 4) return;
        lock (gate)
        {
            if (byKey.ContainsKey((tag, coding))) return;
            byKey.Add((tag, coding), byUse.AddFirst(new Entry(tag, coding, body)));
            bytes += Weight(body);
            while (bytes > maximumBytes && byUse.Last is { } oldest)
            {
                byUse.RemoveLast();
                byKey.Remove((oldest.Value.Tag, oldest.Value.Coding));
                bytes -= Weight(oldest.Value.Body);
            }
        }
    }

    private static long Weight(CodedBody body) => body.Bytes.Length + Overhead;

    private sealed record Entry(string Tag, Coding Coding, CodedBody Body);
}

/// <summary>A body in the content coding that it has in the end: none where it is too small to gain by one.</summary>
internal readonly record struct CodedBody(ReadOnlyMemory<byte> Bytes, Coding Coding, string? Link);
