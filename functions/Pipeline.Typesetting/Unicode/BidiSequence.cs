using System.Runtime.InteropServices;
using Pipeline.Documents.Unicode;
using static Pipeline.Documents.Unicode.BidiClass;

namespace Pipeline.Typesetting.Unicode;

/// <summary>One isolating run sequence: weak types, brackets, neutrals and implicit levels (UAX #9, W1 to I2).</summary>
/// <param name="places">Place in the text of each character of the paragraph that X9 keeps.</param>
/// <param name="members">The characters of this sequence, as indices into <paramref name="places"/>.</param>
/// <param name="room">Twice as long as the sequence at least.</param>
internal readonly ref struct BidiSequence(
    ReadOnlySpan<char> text, ReadOnlySpan<byte> classes, ReadOnlySpan<int> places, ReadOnlySpan<int> members, Span<BidiClass> room, byte level, BidiClass start, BidiClass end)
{
    private const byte Opens = 0x20, Closes = 0x40;

    // BD16: no more brackets than these are open at a time.
    private const int MostOpen = 63;

    private static readonly (char[] Codes, ushort[] Numbers) Brackets = ReadBrackets();

    private readonly ReadOnlySpan<char> text = text;
    private readonly ReadOnlySpan<byte> classes = classes;
    private readonly ReadOnlySpan<int> places = places;
    private readonly ReadOnlySpan<int> members = members;
    private readonly Span<BidiClass> types = room[..members.Length];
    private readonly Span<BidiClass> original = room.Slice(members.Length, members.Length);

    /// <summary>Writes the level of each member, by its index into the places.</summary>
    public void Resolve(ReadOnlySpan<BidiClass> allTypes, Span<byte> levels)
    {
        for (var i = 0; i < members.Length; i++) types[i] = allTypes[members[i]];
        types.CopyTo(original);
        ResolveWeak();
        ResolveBrackets();
        ResolveNeutrals();
        for (var i = 0; i < members.Length; i++) levels[members[i]] = (byte)(level + Above(types[i]));
    }

    /// <summary>I1 and I2.</summary>
    private int Above(BidiClass type) => (level & 1) == 0 ? type switch { R => 1, AN or EN => 2, _ => 0 } : type == R ? 0 : 1;

    private void ResolveWeak()
    {
        var previous = start;
        var strong = start;
        for (var i = 0; i < types.Length; i++)
        {
            var type = types[i];
            if (type == NSM) type = previous is LRI or RLI or FSI or PDI ? ON : previous; // W1
            previous = type;
            if (type is L or R or AL) strong = type;
            if (type == EN && strong == AL) type = AN; // W2
            types[i] = type == AL ? R : type; // W3
        }
        for (var i = 1; i < types.Length - 1; i++) // W4
        {
            if (types[i] is not (ES or CS) || types[i - 1] != types[i + 1]) continue;
            if (types[i - 1] == EN || (types[i - 1] == AN && types[i] == CS)) types[i] = types[i - 1];
        }
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i] is ES or CS) types[i] = ON; // W6
            if (types[i] != ET) continue;
            var after = i + 1;
            while (after < types.Length && types[after] == ET) after++;
            var number = (i > 0 && types[i - 1] == EN) || (after < types.Length && types[after] == EN);
            types[i..after].Fill(number ? EN : ON); // W5, W6
            i = after - 1;
        }
        strong = start;
        foreach (ref var type in types)
        {
            if (type is L or R) strong = type;
            else if (type == EN && strong == L) type = L; // W7
        }
    }

    /// <summary>N0.</summary>
    private void ResolveBrackets()
    {
        var pairs = FindPairs();
        if (pairs is null) return;

        var embedding = Embedding;
        var preceding = start;
        var reached = 0;
        foreach (var (opening, closing) in pairs)
        {
            var found = false;
            var matches = false;
            for (var i = opening + 1; i < closing && !matches; i++)
            {
                if (Strong(types[i]) is not { } strong) continue;
                found = true;
                matches = strong == embedding;
            }
            // The context is read on from the bracket before: all that stands before this one is resolved.
            for (; reached < opening; reached++) preceding = Strong(types[reached]) ?? preceding;
            if (!found) continue; // d
            var type = matches || preceding == embedding ? embedding : preceding; // b, c
            SetBracket(opening, type);
            SetBracket(closing, type);
        }
    }

    private void SetBracket(int bracket, BidiClass type)
    {
        types[bracket] = type;
        for (var i = bracket + 1; i < types.Length && original[i] == NSM; i++) types[i] = type;
    }

    /// <summary>BD16: the pairs in the order of their opening brackets; null where there is none.</summary>
    private List<(int Opening, int Closing)>? FindPairs()
    {
        List<(int Opening, int Closing)>? pairs = null;
        Span<(int Number, int Index)> open = stackalloc (int, int)[MostOpen];
        var depth = 0;
        for (var i = 0; i < types.Length; i++)
        {
            var place = places[members[i]];
            if ((classes[place] & (Opens | Closes)) == 0 || types[i] != ON) continue;
            var number = NumberOf(text[place]);
            if ((classes[place] & Opens) != 0)
            {
                if (depth == MostOpen) break;
                open[depth++] = (number, i);
                continue;
            }
            for (var top = depth - 1; top >= 0; top--)
            {
                if (open[top].Number != number) continue;
                (pairs ??= []).Add((open[top].Index, i));
                depth = top;
                break;
            }
        }
        pairs?.Sort();
        return pairs;
    }

    /// <summary>N1 and N2.</summary>
    private void ResolveNeutrals()
    {
        var before = start;
        for (var i = 0; i < types.Length; i++)
        {
            if (Strong(types[i]) is { } strong)
            {
                before = strong;
                continue;
            }
            var next = i + 1;
            while (next < types.Length && Strong(types[next]) is null) next++;
            var after = next < types.Length ? Strong(types[next]) : end;
            types[i..next].Fill(before == after ? before : Embedding);
            i = next - 1;
        }
    }

    private BidiClass Embedding => (level & 1) == 1 ? R : L;

    /// <summary>The direction of a type that is not neutral: numbers count as R (N0, N1).</summary>
    private static BidiClass? Strong(BidiClass type) => type switch
    {
        L => L,
        R or EN or AN => R,
        _ => null,
    };

    private static int NumberOf(char bracket) => Brackets.Numbers[Array.BinarySearch(Brackets.Codes, bracket)];

    private static (char[], ushort[]) ReadBrackets()
    {
        var section = MemoryMarshal.Cast<byte, char>(UnicodeData.Section("bidi-brackets"));
        var count = section.Length / 2;
        return (section[..count].ToArray(), MemoryMarshal.Cast<char, ushort>(section[count..]).ToArray());
    }
}
