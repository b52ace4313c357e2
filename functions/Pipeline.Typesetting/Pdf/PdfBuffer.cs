using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// A growable run of bytes that PDF syntax is written into (ISO 32000-1 7.2, 7.3). Numbers go straight to bytes; nothing is
/// made into a string on the way.
/// </summary>
internal sealed class PdfBuffer(int capacity = 4096) : IDisposable
{
    // ISO 19005-2 6.1.13, in bytes.
    private const int LongestString = 32_767;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public PdfBuffer Raw(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Free(data.Length));
        Length += data.Length;
        return this;
    }

    public PdfBuffer Byte(int value)
    {
        if (Length == bytes.Length) Grow(1);
        bytes[Length++] = (byte)value;
        return this;
    }

    /// <summary>Most significant byte first, in <paramref name="width"/> bytes.</summary>
    public PdfBuffer BigEndian(long value, int width)
    {
        for (var shift = (width - 1) * 8; shift >= 0; shift -= 8) Byte((int)(value >> shift));
        return this;
    }

    public PdfBuffer Int(long value)
    {
        if (value is >= 0 and < 10) return Byte('0' + (int)value);
        Utf8Formatter.TryFormat(value, Free(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>A decimal number given in thousandths, in its shortest form: -250 is <c>-.25</c>.</summary>
    public PdfBuffer Thousandths(long value)
    {
        if (value < 0)
        {
            Byte('-');
            value = -value;
        }
        var (whole, fraction) = Math.DivRem(value, 1000);
        if (whole != 0 || fraction == 0) Int(whole);
        if (fraction == 0) return this;
        var (tenths, rest) = Math.DivRem((int)fraction, 100);
        Byte('.').Byte('0' + tenths);
        if (rest == 0) return this;
        Byte('0' + rest / 10);
        return rest % 10 == 0 ? this : Byte('0' + rest % 10);
    }

    /// <summary>A number with at most three decimals.</summary>
    public PdfBuffer Number(double value) => Thousandths((long)Math.Round(value * 1000));

    public PdfBuffer Reference(int id) => Int(id).Raw(" 0 R"u8);

    /// <summary>A name (7.3.5), with its slash.</summary>
    public PdfBuffer Name(string name)
    {
        Byte('/');
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in name.EnumerateRunes())
        {
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                if (value is > 0x20 and < 0x7F && !"#()<>[]{}/%"u8.Contains(value)) Byte(value);
                else Byte('#').Hex(value);
            }
        }
        return this;
    }

    /// <summary>Two hexadecimal digits.</summary>
    public PdfBuffer Hex(int value) => Byte("0123456789ABCDEF"[value >> 4 & 15]).Byte("0123456789ABCDEF"[value & 15]);

    /// <summary>A text string (7.9.2.2): as it stands where it is ASCII, else UTF-16 with its mark.</summary>
    public PdfBuffer Text(string text)
    {
        Byte('(');
        var ascii = Ascii.IsValid(text);
        var longest = ascii ? LongestString : LongestString / 2 - 1;
        if (text.Length > longest) text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
        if (ascii)
        {
            foreach (var c in text) LiteralByte(c);
        }
        else
        {
            Byte(0xFE).Byte(0xFF);
            foreach (var c in text) LiteralByte(c >> 8).LiteralByte(c & 0xFF);
        }
        return Byte(')');
    }

    /// <summary>A byte inside a literal string, escaped where it must be (7.3.4.2); a bare CR would be read as LF.</summary>
    public PdfBuffer LiteralByte(int value)
    {
        if (value is '(' or ')' or '\\') Byte('\\');
        else if (value == '\r') return Byte('\\').Byte('r');
        return Byte(value);
    }

    /// <summary>Takes out one byte that was written before.</summary>
    public void RemoveAt(int index)
    {
        bytes.AsSpan(index + 1, Length - index - 1).CopyTo(bytes.AsSpan(index));
        Length--;
    }

    /// <summary>Room for at least <paramref name="size"/> more bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Free(int size)
    {
        if (bytes.Length - Length < size) Grow(size);
        return bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Clear() => Length = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Length = 0;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
