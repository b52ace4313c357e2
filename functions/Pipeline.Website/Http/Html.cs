using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pipeline.Website.Http;

/// <summary>
/// Markup made by an interpolated string: <c>Html row = $"&lt;td&gt;{title}&lt;/td&gt;"</c>. The literal parts are ours and stand as they
/// are; every hole is encoded for text and quoted attributes, except another <see cref="Html"/>.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    private readonly StringBuilder? builder;

    public Html(int literalLength, int formattedCount) => builder = new StringBuilder(literalLength + formattedCount * 24);

    private Html(StringBuilder builder) => this.builder = builder;

    public static Html Empty => default;

    public bool IsEmpty => builder is null or { Length: 0 };

    /// <summary>Markup that a renderer of ours made; never text from outside.</summary>
    public static Html Trusted(string markup) => new(new StringBuilder(markup));

    public void AppendLiteral(string literal) => builder!.Append(literal);

    public void AppendFormatted(string? text) => Encode(builder!, text);

    public void AppendFormatted(int number) => builder!.Append(CultureInfo.InvariantCulture, $"{number:N0}");

    public void AppendFormatted(Html markup) => builder!.Append(markup.builder);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) builder!.Append(part.builder);
    }

    public byte[] ToUtf8() => builder is null ? [] : Encoding.UTF8.GetBytes(builder.ToString());

    public override string ToString() => builder?.ToString() ?? "";

    private static void Encode(StringBuilder output, string? text)
    {
        foreach (var c in text ?? "")
        {
            switch (c)
            {
                case '&': output.Append("&amp;"); break;
                case '<': output.Append("&lt;"); break;
                case '>': output.Append("&gt;"); break;
                case '"': output.Append("&quot;"); break;
                case '\'': output.Append("&#39;"); break;
                default: output.Append(c); break;
            }
        }
    }
}
