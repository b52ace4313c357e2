namespace Pipeline.Documents.Readers.PlainText;

/// <summary>Whether a line ends a sentence, and whether one can go on in the next.</summary>
internal static class Sentences
{
    private const string Enders = ".!?:…。！？：؟۔।॥։።";
    private const string Closers = "\"'”’»)]」』）》";

    public static bool Ended(string line)
    {
        var end = line.Length;
        while (end > 0 && Closers.Contains(line[end - 1], StringComparison.Ordinal))
            end--;
        return end > 0 && Enders.Contains(line[end - 1], StringComparison.Ordinal);
    }

    /// <summary>It begins with a small letter, which no paragraph does.</summary>
    public static bool GoesOn(string line) => char.IsLower(line[0]);
}
