using System.Text;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>What paragraph styles are by their names (RTF 1.9.1, "Style sheet"). How they look is repeated in each paragraph.</summary>
internal sealed class RtfStyles
{
    private const int LongestChain = 20;

    private readonly record struct Style(StyleRole Role, int Level, int BasedOn);

    private readonly Dictionary<int, Style> styles = [];
    private readonly StringBuilder name = new();
    private (int Number, bool IsParagraph, int BasedOn, int? Outline) current = (0, true, -1, null);

    public void Word(string word, int number)
    {
        switch (word)
        {
            case "s": current = (number, true, current.BasedOn, current.Outline); break;
            case "cs" or "ds" or "ts" or "tsrowd": current.IsParagraph = false; break;
            case "sbasedon": current.BasedOn = number; break;
            case "outlinelevel": current.Outline = number; break;
        }
    }

    public void Name(string text)
    {
        foreach (var c in text)
        {
            if (c != ';')
            {
                if (name.Length < 200)
                    name.Append(c);
                continue;
            }
            if (current.IsParagraph)
                Add(name.ToString().Trim());
            name.Clear();
            current = (0, true, -1, null);
        }
    }

    public (StyleRole Role, int Level) RoleOf(int number)
    {
        for (var i = 0; i < LongestChain && styles.TryGetValue(number, out var style); i++)
        {
            if (style.Role != StyleRole.Body || style.BasedOn < 0)
                return (style.Role, style.Level);
            number = style.BasedOn;
        }
        return (StyleRole.Body, 0);
    }

    private void Add(string written)
    {
        var (role, level) = StyleNames.RoleOf(written, written);
        if (role == StyleRole.Body && current.Outline is >= 0 and < 9 and var outline)
            (role, level) = (StyleRole.Heading, outline + 1);
        // Level 9 is that of body text, whatever the style is based on.
        styles[current.Number] = new Style(role, level, StyleNames.IsNormal(written) || current.Outline == 9 || current.BasedOn == current.Number ? -1 : current.BasedOn);
    }
}
