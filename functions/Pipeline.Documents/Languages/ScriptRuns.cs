using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Languages;

/// <summary>A run of characters in one script.</summary>
internal readonly record struct ScriptRun(int Start, int Length, Script Script);

/// <summary>Finds the runs of a text that are in another script than the text itself.</summary>
internal static class ScriptRuns
{
    /// <summary>
    /// From the first to the last letter of each foreign run, with what stands between them. One letter alone is a symbol (π), an
    /// ideograph is a word.
    /// </summary>
    public static List<ScriptRun> Foreign(string text, Script main)
    {
        main = LanguageDetector.Family(main);
        var runs = new List<ScriptRun>();
        var (start, end, letters, current) = (0, 0, 0, Script.Common);
        for (var i = 0; i < text.Length;)
        {
            var codePoint = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            var length = codePoint > 0xFFFF ? 2 : 1;
            var script = LanguageDetector.Family(Scripts.Of(codePoint));
            i += length;
            if (script == Script.Inherited && letters > 0 && end == i - length)
                end = i;
            if (script is Script.Common or Script.Inherited or Script.Unknown)
                continue;
            if (script != current)
            {
                Close();
                (start, letters, current) = (i - length, 0, script);
            }
            letters++;
            end = i;
        }
        Close();
        return runs;

        void Close()
        {
            if (current is not Script.Common && current != main && letters >= (current is Script.Han ? 1 : 2))
                runs.Add(new ScriptRun(start, end - start, current));
        }
    }
}
