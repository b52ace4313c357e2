using System.Diagnostics;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Pdf;

/// <summary>
/// Files that were changed at random, always in the same way: each is read or rejected. <c>PDF_FUZZ_SECONDS</c> makes it run longer
/// than the usual few seconds.
/// </summary>
public class PdfFuzzTests(ITestOutputHelper output)
{
    private const int UsualSeconds = 4;
    private const int LargestFile = 60_000;

    [Fact]
    public void Changed_files_are_read_or_rejected()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("PDF_FUZZ_SECONDS"), out var stated) ? stated : UsualSeconds;
        var seeds = Directory.EnumerateFiles(SharedData.Require("corpora/documents"), "*.pdf", SearchOption.AllDirectories)
            .Where(f => new FileInfo(f).Length is > 0 and < LargestFile).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        var random = new Random(20111123);
        var clock = Stopwatch.StartNew();
        var (read, rejected, slowest) = (0, 0, TimeSpan.Zero);
        for (var round = 0; clock.Elapsed.TotalSeconds < seconds; round++)
        {
            var bytes = Changed(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random);
            var start = clock.Elapsed;
            try
            {
                Read.Bytes("fuzz.pdf", bytes);
                read++;
            }
            catch (RejectedException)
            {
                rejected++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {round}: {e}");
            }
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (clock.Elapsed - start).Ticks));
        }
        output.WriteLine($"{read} read, {rejected} rejected; the slowest took {slowest.TotalSeconds:F1} s");
    }

    private static byte[] Changed(byte[] seed, byte[] other, Random random)
    {
        var bytes = seed.ToList();
        for (var changes = random.Next(1, 12); changes > 0 && bytes.Count > 16; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 3:
                    bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length));
                    break;
                case 4:
                    for (var i = at; i < bytes.Count; i++)
                    {
                        if (bytes[i] is >= (byte)'0' and <= (byte)'9')
                        {
                            bytes[i] = (byte)('0' + random.Next(10));
                            break;
                        }
                    }
                    break;
                default:
                    if (random.Next(8) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    else
                        bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }
        return [.. bytes];
    }
}
