using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.PlainText;

/// <summary>What a line of a list or a numbered paragraph begins with.</summary>
/// <param name="Label">As written: <c>•</c>, <c>12.</c>, <c>(a)</c>.</param>
/// <param name="Rest">The line after it.</param>
/// <param name="Number">The number, where it is one.</param>
internal sealed partial record LineMarker(LineMarkerKind Kind, string Label, string Rest, int Number)
{
    [GeneratedRegex(@"^(?<label>[0-9]{1,4}[.)])[ \t\u00A0\u3000]+(?<rest>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?<label>\((?:\p{L}{1,2}|[ivxlIVXL]{1,5}|[0-9]{1,3})\)|[a-zа-я]\))[ \t\u00A0\u3000]+(?<rest>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Lettered();

    [GeneratedRegex(@"^(?<label>[•‣▪◦●○■□·*])[ \t\u00A0]*(?<rest>[^\s*].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?<label>[-–+])[ \t\u00A0]+(?<rest>[^\s-].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Dash();

    public static LineMarker? Of(string line)
    {
        // A look at the first character spares most lines the patterns.
        if (line.Length < 2 || !(char.IsAsciiDigit(line[0]) || line[1] == ')' || line[0] == '(' || (!char.IsLetter(line[0]) && !char.IsAscii(line[0])) || line[0] is '*' or '-' or '+'))
            return null;
        if (Numbered().Match(line) is { Success: true } numbered)
            return Make(LineMarkerKind.Number, numbered, int.Parse(numbered.Groups["label"].ValueSpan[..^1], CultureInfo.InvariantCulture));
        if (Lettered().Match(line) is { Success: true } lettered)
            return Make(LineMarkerKind.Letter, lettered, 0);
        // An asterisk without a blank is a footnote's mark, or the start of stress.
        if (Bullet().Match(line) is { Success: true } bullet && (line[0] is not ('*' or '·') || char.IsWhiteSpace(line[1])))
            return Make(LineMarkerKind.Bullet, bullet, 0);
        return Dash().Match(line) is { Success: true } dash ? Make(LineMarkerKind.Dash, dash, 0) : null;
    }

    private static LineMarker Make(LineMarkerKind kind, Match match, int number) => new(kind, match.Groups["label"].Value, match.Groups["rest"].Value, number);
}

internal enum LineMarkerKind
{
    Number,
    Letter,
    Bullet,

    /// <summary>A hyphen or dash: a bullet only where no sentence goes on with it.</summary>
    Dash,
}
