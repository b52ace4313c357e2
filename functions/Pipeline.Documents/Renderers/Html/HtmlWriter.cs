using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Pipeline.Documents.Renderers.Html;

/// <summary>A growing buffer of UTF-8. Markup is written as it is, text is escaped; there is no other way in for text.</summary>
internal sealed class HtmlWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\"");

    private byte[] buffer = new byte[32 * 1024];
    private int length;

    public void Markup(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(buffer.AsSpan(length));
        length += utf8.Length;
    }

    /// <summary>Text between tags or in an attribute's quotation marks.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny(Escaped);
            Plain(next < 0 ? text : text[..next]);
            if (next < 0)
                return;
            Markup(text[next] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, _ => "&quot;"u8 });
            text = text[(next + 1)..];
        }
    }

    public void Number(int number)
    {
        Reserve(11);
        Utf8Formatter.TryFormat(number, buffer.AsSpan(length), out var written);
        length += written;
    }

    /// <summary><paramref name="opening"/> is a blank, the attribute's name, <c>="</c>.</summary>
    public void Attribute(ReadOnlySpan<byte> opening, ReadOnlySpan<char> value)
    {
        Markup(opening);
        Text(value);
        Markup("\""u8);
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Reserve(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, buffer.AsSpan(length), out _, out var written);
        length += written;
    }

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    private void Plain(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - length < bytes)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
    }
}
